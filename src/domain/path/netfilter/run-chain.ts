import { unreachable } from '../../unreachable.ts';
import type { CitedRule } from './cited-rule.ts';
import { doesMatch } from './does-match.ts';
import type { Packet } from './packet.ts';
import type { Rule, RuleAction, RuleChain, RuleTable } from './rule-table.ts';

/** One way in which a packet may end in a chain. Several of different kinds mean that nobody can tell which. */
export type Ending =
  | { readonly kind: 'accept'; readonly packet: Packet; readonly by: CitedRule }
  | { readonly kind: 'drop' | 'reject'; readonly by: CitedRule };

/** What was noticed on the way: rules that could not be judged, translations, times to live that were set. */
export interface Remarks {
  readonly doubts: CitedRule[];
  readonly translations: Translation[];
  readonly timesToLive: { readonly by: CitedRule; readonly value: number }[];
}

export interface Translation {
  readonly kind: 'destination' | 'source';
  readonly from: string;
  readonly to: string;
  readonly by: CitedRule;
}

export interface ChainRun {
  readonly endings: readonly Ending[];
  /** The packet where it left the chain undecided, once for each mark that it may carry. */
  readonly fallen: readonly Packet[];
}

export interface ChainPlace {
  readonly table: RuleTable;
  readonly chain: RuleChain;
}

export interface RunContext {
  readonly remarks: Remarks;
  /** How many jumps led here. */
  readonly depth: number;
}

interface Step extends ChainRun {
  /** The packet as it meets the next rule. */
  readonly next: readonly Packet[];
}

/** The kernel refuses deeper jumps (NFT_JUMP_STACK_SIZE in include/net/netfilter/nf_tables.h). */
const deepestJump = 16;

/** Sends a packet through the rules of a chain. Where it cannot be told whether a rule matches, both ways are tried. */
export function runChain({ table, chain }: ChainPlace, packet: Packet, context: RunContext): ChainRun {
  const endings: Ending[] = [];
  const fallen: Packet[] = [];
  let alive: readonly Packet[] = [packet];
  for (const rule of chain.rules) {
    const steps = alive.map((current) => stepOver({ table, chain, rule }, current, context));
    endings.push(...steps.flatMap((step) => step.endings));
    fallen.push(...steps.flatMap((step) => step.fallen));
    alive = unique(steps.flatMap(({ next }) => next));
    if (alive.length === 0) {
      break;
    }
  }
  return { endings, fallen: unique([...fallen, ...alive]) };
}

function stepOver(by: ChainPlace & { readonly rule: Rule }, packet: Packet, context: RunContext): Step {
  const { rule } = by;
  const answer = doesMatch(rule.matches, packet);
  if (answer === false) {
    return { endings: [], fallen: [], next: [packet] };
  }
  if (answer === true && rule.action.kind !== 'unknown') {
    return act(by, rule.action, packet, context);
  }
  if (rule.action.kind === 'set-mark') {
    return { endings: [], fallen: [], next: [{ ...packet, mark: null }] };
  }
  // A rule that only counts or writes a log changes nothing, whether or not it matches.
  if (rule.action.kind !== 'continue') {
    context.remarks.doubts.push(by);
  }
  const step = act(by, rule.action, packet, context);
  return { ...step, next: [...step.next, packet] };
}

function act(by: CitedRule, action: RuleAction, packet: Packet, context: RunContext): Step {
  const on = (next: Packet): Step => ({ endings: [], fallen: [], next: [next] });
  const end = (...endings: readonly Ending[]): Step => ({ endings, fallen: [], next: [] });
  switch (action.kind) {
    case 'continue':
      return on(packet);
    case 'accept':
      return end({ kind: 'accept', packet, by });
    case 'drop':
    case 'reject':
      return end({ kind: action.kind, by });
    case 'unknown':
      return end({ kind: 'accept', packet, by }, { kind: 'drop', by });
    case 'return':
      return { endings: [], fallen: [packet], next: [] };
    case 'set-mark':
      return on({ ...packet, mark: packet.mark === null ? null : ((packet.mark & ~action.mask) | action.value) >>> 0 });
    case 'set-ttl':
      context.remarks.timesToLive.push({ by, value: action.value });
      return on(packet);
    case 'jump':
      return jump(by, action, packet, context);
    case 'destination-nat':
    case 'source-nat':
    case 'masquerade':
      return end({ kind: 'accept', packet: translate(by, action, packet, context.remarks), by });
    default:
      return unreachable(action, 'rule action');
  }
}

function jump(
  by: CitedRule,
  { chain: name, isGoto }: Extract<RuleAction, { kind: 'jump' }>,
  packet: Packet,
  { remarks, depth }: RunContext,
): Step {
  const chain = by.table.chains.find((candidate) => candidate.name === name);
  if (!chain || depth >= deepestJump) {
    return act(by, { kind: 'unknown', text: `jump to ${name}` }, packet, { remarks, depth });
  }
  const run = runChain({ table: by.table, chain }, packet, { remarks, depth: depth + 1 });
  return isGoto ? { endings: run.endings, fallen: run.fallen, next: [] } : { endings: run.endings, fallen: [], next: run.fallen };
}

type NatAction = Extract<RuleAction, { kind: 'destination-nat' | 'source-nat' | 'masquerade' }>;

function translate(by: CitedRule, action: NatAction, packet: Packet, remarks: Remarks): Packet {
  if (action.kind === 'destination-nat') {
    const destination = action.address ?? packet.destination;
    remarks.translations.push({ kind: 'destination', from: packet.destination, to: destination, by });
    return { ...packet, destination, destinationPort: action.port ?? packet.destinationPort };
  }
  // Which address masquerading takes is decided by the route; for the rules behind it only that it was translated counts.
  const source = action.kind === 'source-nat' ? (action.address ?? packet.source) : packet.source;
  remarks.translations.push({
    kind: 'source',
    from: packet.source,
    to: action.kind === 'masquerade' ? `the address of ${packet.outDevice ?? 'the way out'}` : source,
    by,
  });
  return { ...packet, source };
}

/** Two packets that differ in nothing a rule could ask are one. */
function unique(packets: readonly Packet[]): readonly Packet[] {
  return [
    ...new Map(
      packets.map((packet) => [
        `${packet.mark ?? '?'} ${packet.source} ${packet.destination} ${packet.destinationPort ?? ''}`,
        packet,
      ]),
    ).values(),
  ];
}
