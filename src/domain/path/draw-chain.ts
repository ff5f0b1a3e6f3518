import type { LinkCounters } from '../hosts/network-facts.ts';
import type { Chain, Hop, HopJoin, HopPlace, HopState } from './chain.ts';
import { formatBytes } from '../format-bytes.ts';
import type { TextPaint } from './text-paint.ts';

interface Border {
  readonly line: string;
  readonly side: string;
}

// Solid was seen, dashed is missing, dotted is a guess or was not looked at. The state's word stands beside each box as well.
const borders: Readonly<Record<HopState, Border>> = {
  up: { line: '─', side: '│' },
  'no-carrier': { line: '─', side: '│' },
  down: { line: '─', side: '│' },
  missing: { line: '╌', side: '╎' },
  inferred: { line: '┄', side: '┆' },
  'not-inspected': { line: '┈', side: '┊' },
  blind: { line: '┈', side: '┊' },
};

const rails: Readonly<Record<HopJoin['state'], string>> = { joined: '│', broken: '╳', inferred: '┆', 'not-inspected': '┊' };

export interface ChainTitle {
  readonly hostName: string;
  /** When it was read, as whoever reads this is used to have times written. */
  readonly readAt: string;
}

/** The chain as a column of boxes from the wire down to the innermost guest, one text block per hop beside its box. */
export function drawChain(chain: Chain, { hostName, readAt }: ChainTitle, paint: TextPaint): string {
  const width = Math.max(6, ...chain.hops.map((hop) => hop.name.length));
  const nic = chain.nicMac === null ? 'network card without a known MAC' : `network card ${chain.nicMac}`;
  const lines = [`${paint.bold(chain.machineName)}  ${nic}, read ${readAt}`];
  let place: HopPlace | null = null;
  chain.hops.forEach((hop, index) => {
    if (hop.place !== place) {
      place = hop.place;
      lines.push('', paint.bold(describePlace(place, hostName, chain.machineName)));
    }
    lines.push(...drawHop(hop, width, { isFirst: index === 0, isLast: index === chain.hops.length - 1 }, paint));
    const next = chain.hops[index + 1];
    if (next) {
      lines.push(drawJoin(findJoin(chain, hop, next), width, paint), ...drawNat(chain, hop, next, width));
    }
  });
  return lines.map((line) => line.trimEnd()).join('\n');
}

function describePlace(place: HopPlace, hostName: string, machineName: string): string {
  const names: Readonly<Record<HopPlace, string>> = {
    host: `host ${hostName}`,
    machine: `machine ${machineName}`,
    nested: `instance in ${machineName}`,
  };
  return names[place];
}

function drawHop(hop: Hop, width: number, end: { isFirst: boolean; isLast: boolean }, paint: TextPaint): readonly string[] {
  const { line, side } = borders[hop.state];
  const color = colorOf(hop.state, paint);
  const left = Math.floor((width + 1) / 2);
  const edge = (start: string, knot: string, stop: string) =>
    color(`  ${start}${line.repeat(left)}${knot}${line.repeat(width + 1 - left)}${stop}`);
  const box = [
    edge('┌', end.isFirst ? line : '┴', '┐'),
    `${color(`  ${side}`)} ${hop.name.padEnd(width)} ${color(side)}`,
    edge('└', end.isLast ? line : '┬', '┘'),
  ];
  const facts = describeHop(hop, paint);
  const blank = `${' '.repeat(2 + 1 + left)}${end.isLast ? ' ' : '│'}${' '.repeat(width + 2 - left)}`;
  const height = Math.max(box.length, facts.length + 1);
  return Array.from({ length: height }, (_, row) => `${box[row] ?? blank}  ${row === 0 ? '' : (facts[row - 1] ?? '')}`);
}

function describeHop(hop: Hop, paint: TextPaint): readonly string[] {
  const state = hop.state.replace('-', ' ');
  const head = [
    hop.kind.replace('-', ' '),
    colorOf(hop.state, paint)(state),
    hop.mac,
    hop.mtu === null ? null : `mtu ${hop.mtu}`,
  ];
  const addresses = hop.addresses.map(({ address, prefixLength }) => `${address}/${prefixLength}`).join(', ');
  const traffic = hop.counters === null ? '' : describeTraffic(hop.counters);
  const rest = [addresses, traffic, hop.reason ?? '', ...hop.warnings.map((warning) => `${paint.yellow('warning')} ${warning}`)];
  return [head.filter((part) => part !== null).join(' · '), ...rest.filter((part) => part !== '')];
}

function describeTraffic(counters: LinkCounters): string {
  const { rxBytes, rxPackets, rxDropped, rxErrors, txBytes, txPackets, txDropped, txErrors } = counters;
  const received = describeFlow({ bytes: rxBytes, packets: rxPackets, dropped: rxDropped, errors: rxErrors });
  const sent = describeFlow({ bytes: txBytes, packets: txPackets, dropped: txDropped, errors: txErrors });
  return `received ${received}; sent ${sent}`;
}

interface Flow {
  readonly bytes: number;
  readonly packets: number;
  readonly dropped: number;
  readonly errors: number;
}

function describeFlow({ bytes, packets, dropped, errors }: Flow): string {
  const lost = [dropped > 0 ? `, ${dropped} dropped` : '', errors > 0 ? `, ${errors} errors` : ''].join('');
  return `${formatBytes(bytes)} in ${packets} packets${lost}`;
}

/** No record of a join is no proof of one: it is drawn as not inspected. */
function findJoin({ joins }: Chain, from: Hop, to: Hop): HopJoin {
  return (
    joins.find((join) => join.fromHopId === from.id && join.toHopId === to.id) ?? {
      fromHopId: from.id,
      toHopId: to.id,
      state: 'not-inspected',
      reason: null,
    }
  );
}

function drawJoin(join: HopJoin, width: number, paint: TextPaint): string {
  const left = Math.floor((width + 1) / 2);
  const rail = `${' '.repeat(2 + 1 + left)}${rails[join.state]}`;
  const color = join.state === 'broken' ? paint.red : join.state === 'joined' ? paint.green : paint.dim;
  const word =
    join.state === 'joined' ? '' : [join.state.replace('-', ' '), join.reason].filter((part) => part !== null).join(': ');
  return `${color(rail)}${' '.repeat(width + 4 - left)}${word}`;
}

/** Where addresses are translated between two hops, each way with its rule. */
function drawNat({ nat }: Chain, hop: Hop, next: Hop, width: number): readonly string[] {
  const left = Math.floor((width + 1) / 2);
  const indent = `${' '.repeat(2 + 1 + left)}│${' '.repeat(width + 4 - left)}`;
  return nat
    .filter(({ fromHopId, toHopId }) => [fromHopId, toHopId].includes(hop.id) && [fromHopId, toHopId].includes(next.id))
    .map(({ lane, kind, from, to, rule, counter }) => {
      const counted = counter === null ? '' : ` [${counter.packets}:${counter.bytes}]`;
      return `${indent}${lane === 'forward' ? 'inwards' : 'outwards'}, ${kind} ${from} becomes ${to}:${counted} ${rule}`;
    });
}

function colorOf(state: HopState, paint: TextPaint): (text: string) => string {
  const colors: Readonly<Record<HopState, (text: string) => string>> = {
    up: paint.green,
    'no-carrier': paint.yellow,
    down: paint.red,
    missing: paint.red,
    inferred: paint.dim,
    'not-inspected': paint.dim,
    blind: paint.yellow,
  };
  return colors[state];
}
