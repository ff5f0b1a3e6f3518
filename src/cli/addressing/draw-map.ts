import type { AddressBlock, AddressMap, BlockSegment } from '#domain/addressing/address-map.ts';
import { countAddresses, describeRange, formatRange } from '#domain/addressing/address-range.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import { drawTable } from '../terminal/draw-table.ts';
import type { Paint } from '../terminal/paint.ts';

/** As wide as the bar of a block. */
const cells = 64;

/** One letter a cloud, in the order of the claims; more than these share the last. */
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The blocks as bars and tables, then who has claimed what. */
export async function drawMap(map: AddressMap, hostName: string, paint: Paint): Promise<string> {
  const parts = [
    describeNetwork(map),
    ...(map.owned.length === 0
      ? [`You own nothing here yet. Say what is yours: nutshell addresses own ${hostName} 10.101.7.x`]
      : []),
    ...(await Promise.all(map.blocks.map((block) => drawBlock(block, map, paint)))),
    ...(map.claims.length === 0 ? [] : [await drawClaims(map, paint)]),
  ];
  return parts.join('\n\n');
}

function describeNetwork({ network: found }: AddressMap): string {
  if (found.kind === 'none') {
    return found.reason;
  }
  const { bridge, subnet, hostAddress, gateway, nameserver } = found.network;
  const show = (address: number | null) => (address === null ? 'none' : formatIpv4(address));
  return `${bridge} is in ${describeRange(subnet)}: host ${formatIpv4(hostAddress)}, gateway ${show(gateway)}, nameserver ${show(nameserver)}.`;
}

async function drawBlock(block: AddressBlock, map: AddressMap, paint: Paint): Promise<string> {
  const use = block.use === 'public' ? 'machines and public addresses' : 'private subnets';
  const head = `${paint.bold(describeRange(block.range))}  for ${use}, ${block.freeCount} of ${countAddresses(block.range)} free`;
  const rows = block.segments.map((segment) => [
    letterOf(segment, map),
    formatRange(segment.range),
    String(countAddresses(segment.range)),
    segment.kind === 'free' ? 'free' : segment.holder,
  ]);
  return `${head}\n${drawBar(block, map)}\n${(await drawTable(['', 'ADDRESSES', 'COUNT', 'WHO'], rows, paint)).trimEnd()}`;
}

/** A cell stands for several addresses, and shows the first that is not free among them. */
function drawBar({ range, segments }: AddressBlock, map: AddressMap): string {
  const count = Math.min(cells, countAddresses(range));
  const width = countAddresses(range) / count;
  const bar = Array.from({ length: count }, (_none, at) => {
    const first = range.first + Math.floor(at * width);
    const last = range.first + Math.ceil((at + 1) * width) - 1;
    const inside = segments.filter((segment) => segment.range.first <= last && first <= segment.range.last);
    const shown = inside.find(({ kind }) => kind === 'cloud') ?? inside.find(({ kind }) => kind === 'taken') ?? inside[0];
    return shown ? letterOf(shown, map) : '.';
  });
  return `[${bar.join('')}]`;
}

function letterOf(segment: BlockSegment, { claims }: AddressMap): string {
  if (segment.kind === 'cloud') {
    const at = claims.findIndex(({ claim }) => claim.cloud === segment.cloud);
    return letters[Math.min(at, letters.length - 1)] ?? '?';
  }
  return segment.kind === 'free' ? '.' : '#';
}

async function drawClaims({ claims }: AddressMap, paint: Paint): Promise<string> {
  const rows = claims.map(({ claim, owner, isStale, capacity }, at) => [
    letters[Math.min(at, letters.length - 1)] ?? '?',
    claim.cloud,
    isStale ? paint.yellow(owner) : owner,
    claim.parts.map(({ kind, range }) => `${kind} ${shorten(range)}`).join(', '),
    capacity ?? '-',
  ]);
  return (await drawTable(['', 'CLOUD', 'CLAIMED BY', 'ADDRESSES', 'GIVES'], rows, paint)).trimEnd();
}

/** One address is written with both ends in a claim. */
function shorten(range: string): string {
  const [first, last] = range.split('-');
  return first !== undefined && first === last ? first : range;
}
