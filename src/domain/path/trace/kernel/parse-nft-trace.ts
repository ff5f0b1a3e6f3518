import type { HopPlace } from '../../chain.ts';
import type { Lane } from '../../walk/walk-step.ts';
import type { TraceProbe } from '../trace-probe.ts';
import { groupBy } from './group-by.ts';
import type { KernelDrop } from './kernel-report.ts';

interface TraceLine {
  readonly id: string;
  readonly family: string;
  readonly table: string;
  readonly chain: string;
  /** What stands behind: "packet: …", "rule … (verdict drop)", "policy drop". */
  readonly rest: string;
  readonly text: string;
}

const form = /^trace id ([0-9a-f]+) (\S+) (\S+) (\S+) (.*)$/;
/** nft(8): jumps and returns have verdicts as well, and only the last ends a packet. */
const dropForm = /\(verdict drop\)|^policy drop|^verdict drop/;
/** What an output of this length shows of one packet; the first and the last lines tell most. */
const mostLines = 12;

/** Packets that nft followed to their end: those that went through the trace's own table, for others may be traced at the same time. */
export function parseNftTrace(
  place: HopPlace,
  texts: readonly string[],
  probe: TraceProbe,
  ownTable: string,
): readonly KernelDrop[] {
  const lines = texts.flatMap((text) => toLine(text));
  const ids = findOwnIds(lines, ownTable);
  const ended = ids.flatMap((id) => {
    const ours = lines.filter((line) => line.id === id);
    const end = ours.find(({ rest }) => dropForm.test(rest));
    return end === undefined ? [] : [{ end, ours, lane: laneOf(ours, probe) }];
  });
  const keyOf = ({ end, lane }: (typeof ended)[number]): string => [lane, end.family, end.table, end.chain, end.rest].join(' ');
  return groupBy(ended, keyOf).map((group): KernelDrop => {
    const [{ end, lane, ours }] = group;
    const foreign = shorten(ours.filter(({ table }) => table !== ownTable));
    return {
      place,
      engine: 'nft',
      lane,
      count: group.length,
      culprit: describeEnd(end),
      chain: { table: end.table, name: end.chain },
      reason: null,
      evidence: foreign.map(({ text }) => ({ text, command: 'nft monitor trace' })),
    };
  });
}

/**
 * The kernel makes ids from where a packet is in its memory, and a copy is elsewhere: a bridge that tcpdump listens at goes on with one. So an
 * id is ours as well where its packet is one of ours, as its IP header knows.
 */
function findOwnIds(lines: readonly TraceLine[], ownTable: string): readonly string[] {
  const marked = new Set(lines.filter(({ table }) => table === ownTable).map(({ id }) => id));
  const packets = new Set(lines.filter(({ id }) => marked.has(id)).flatMap(toPacketKey));
  const kin = lines.filter((line) => toPacketKey(line).some((key) => packets.has(key))).map(({ id }) => id);
  return [...new Set([...marked, ...kin])];
}

/** Nothing where the header has no identification, as those have that may not be cut. */
function toPacketKey({ rest }: TraceLine): readonly string[] {
  const [, id = '0', length = ''] = /^packet: .*\bip id (\d+) .*\bip length (\d+) /.exec(rest) ?? [];
  return id === '0' ? [] : [`${id} ${length}`];
}

function toLine(text: string): readonly TraceLine[] {
  const found = form.exec(text.trim());
  if (found === null) {
    return [];
  }
  const [, id = '', family = '', table = '', chain = '', rest = ''] = found;
  return [{ id, family, table, chain, rest, text: text.trim() }];
}

function laneOf(lines: readonly TraceLine[], { protocol, sourcePort }: TraceProbe): Lane {
  const head = lines.find(({ rest }) => rest.startsWith('packet:'))?.rest ?? '';
  const isAnswer =
    protocol === 'icmp' ? head.includes('icmp type echo-reply') : head.includes(`${protocol} dport ${sourcePort} `);
  return isAnswer ? 'reverse' : 'forward';
}

function describeEnd({ family, table, chain, rest }: TraceLine): string {
  const where = `chain ${chain} in table ${table} (${family})`;
  const rule = /^rule (.*?)\s*\(verdict drop\)/.exec(rest)?.[1];
  return rule === undefined ? `the policy of ${where}` : `a rule of ${where}, ${rule.replaceAll(/\s+/g, ' ')}`;
}

function shorten<Line>(lines: readonly Line[]): readonly Line[] {
  return lines.length <= mostLines ? lines : [...lines.slice(0, 2), ...lines.slice(2 - mostLines)];
}
