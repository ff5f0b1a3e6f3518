import type { CitedRule } from './cited-rule.ts';
import type { Packet } from './packet.ts';
import type { ChainBase, RuleChain, RuleFamily, RuleHook, RuleTable } from './rule-table.ts';
import { runChain, type Ending, type Remarks, type Translation } from './run-chain.ts';

export interface Hook {
  readonly families: readonly RuleFamily[];
  readonly hook: RuleHook;
  /** For chains that belong to devices, as those at ingress do. */
  readonly device?: string;
  /** What a tracked connection's later packets skip: their translation was decided with the first one. */
  readonly kinds?: readonly ChainBase['kind'][];
}

export interface HookResult {
  readonly verdict: 'pass' | 'block' | 'unknown';
  /** As it goes on, translated where a rule did so. */
  readonly packet: Packet;
  /** Rules or policies that end it; where the verdict is unknown, those that may. */
  readonly blockers: readonly { readonly kind: 'drop' | 'reject'; readonly by: CitedRule }[];
  /** Rules that could not be judged. */
  readonly doubts: readonly CitedRule[];
  readonly translations: readonly Translation[];
  readonly timesToLive: Remarks['timesToLive'];
}

/** Sends a packet through every base chain of a hook, lowest priority first: it must pass all of them. */
export function runHook(tables: readonly RuleTable[], hook: Hook, packet: Packet): HookResult {
  const remarks: Remarks = { doubts: [], translations: [], timesToLive: [] };
  const blockers: HookResult['blockers'][number][] = [];
  let alive: readonly Packet[] = [packet];
  for (const { table, chain, base } of listBaseChains(tables, hook)) {
    const endings = alive.flatMap((current) => endChain({ table, chain, base }, current, remarks));
    blockers.push(...endings.flatMap((ending) => (ending.kind === 'accept' ? [] : [ending])));
    alive = uniqueEnds(endings.flatMap((ending) => (ending.kind === 'accept' ? [ending.packet] : [])));
  }
  const [only] = alive;
  const isSure = only === undefined || (alive.length === 1 && blockers.length === 0);
  return {
    verdict: only === undefined ? 'block' : isSure ? 'pass' : 'unknown',
    packet: only ?? packet,
    blockers,
    doubts: remarks.doubts,
    translations: remarks.translations,
    timesToLive: remarks.timesToLive,
  };
}

interface BaseChain {
  readonly table: RuleTable;
  readonly chain: RuleChain;
  readonly base: ChainBase;
}

export function listBaseChains(tables: readonly RuleTable[], { families, hook, device, kinds }: Hook): readonly BaseChain[] {
  return tables
    .filter(({ family }) => families.includes(family))
    .flatMap((table) => table.chains.flatMap((chain) => (chain.base ? [{ table, chain, base: chain.base }] : [])))
    .filter(
      ({ base }) =>
        base.hook === hook &&
        (kinds === undefined || kinds.includes(base.kind)) &&
        (base.devices.length === 0 || (device !== undefined && base.devices.includes(device))),
    )
    .sort((one, other) => one.base.priority - other.base.priority);
}

function endChain({ table, chain, base }: BaseChain, packet: Packet, remarks: Remarks): readonly Ending[] {
  const run = runChain({ table, chain }, packet, { remarks, depth: 0 });
  const by = { table, chain, rule: null };
  const fallen = run.fallen.map((current): Ending =>
    base.policy === 'accept' ? { kind: 'accept', packet: current, by } : { kind: 'drop', by },
  );
  return [...run.endings, ...fallen];
}

/** Packets that differ only in their mark go on as one whose mark nobody knows. */
function uniqueEnds(packets: readonly Packet[]): readonly Packet[] {
  const ends = new Map<string, Packet>();
  for (const packet of packets) {
    const key = `${packet.source} ${packet.destination} ${packet.destinationPort ?? ''}`;
    const known = ends.get(key);
    ends.set(key, known && known.mark !== packet.mark ? { ...packet, mark: null } : packet);
  }
  return [...ends.values()];
}
