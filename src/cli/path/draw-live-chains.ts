import { formatByteRate, formatCountRate } from '#domain/format-rate.ts';
import type { Chain, Hop, HopPlace, HopState } from '#domain/path/chain.ts';
import { applyLive, findLiveLink, type LivePictures } from '#domain/path/live/apply-live.ts';
import { describeChange } from '#domain/path/live/describe-change.ts';
import type { LiveLink, TimedChange } from '#domain/path/live/live-picture.ts';
import { mirrorNested } from '#domain/path/live/mirror-nested.ts';
import { formatTime } from '../terminal/format.ts';
import type { Paint } from '../terminal/paint.ts';

export interface LiveScreen {
  readonly chains: readonly Chain[];
  readonly pictures: LivePictures;
  /** The newest last. */
  readonly changes: readonly TimedChange[];
  readonly hostName: string;
}

const head = ['Device', 'State', 'Received', 'Packets', 'Sent', 'Packets', 'Lost', 'Waiting'];
const places: Readonly<Record<HopPlace, string>> = { host: 'host', machine: 'machine', nested: 'instance' };

/** A table for each chain, then what is wrong, then what changed. Always the same lines for the same hops, so that nothing jumps. */
export function drawLiveChains({ chains, pictures, changes, hostName }: LiveScreen, paint: Paint): string {
  const since = pictures.host?.sinceEpochMs;
  return [
    ...chains.flatMap((chain) => [
      `${paint.bold(chain.machineName)} on ${hostName}, network card ${chain.nicMac ?? 'without a known MAC'}${describeInstance(chain)}`,
      ...drawRows(applyLive(chain, pictures), mirrorNested(chain, pictures), paint),
      '',
    ]),
    ...drawRemarks(chains, pictures, paint),
    ...changes.map(({ atEpochMs, change }) => `${paint.dim(formatTime(atEpochMs).slice(11))} ${describeChange(change)}`),
    paint.dim(since === undefined ? 'Nothing was told yet.' : `Watched since ${formatTime(since)}. Ctrl-C ends it.`),
  ].join('\n');
}

function describeInstance({ instance }: Chain): string {
  const words = instance === null ? [] : [instance.name, instance.publicAddresses[0] ?? instance.privateAddress];
  const known = words.filter((word) => word !== null);
  return known.length === 0 ? '' : `, to ${known.join(', ')}`;
}

function drawRows(chain: Chain, pictures: LivePictures, paint: Paint): readonly string[] {
  const rows = chain.hops.map((hop) => toRow(hop, findLiveLink(hop, pictures)));
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  return [paint.dim(line(head)), ...rows.map((row, at) => colorOf(chain.hops[at]?.state ?? 'up', paint)(line(row)))];
}

function toRow(hop: Hop, link: LiveLink | null): readonly string[] {
  const rates = link?.rates ?? null;
  const lost =
    rates === null ? null : rates.rxDropped + rates.txDropped + rates.rxErrors + rates.txErrors + (link?.queueDropRate ?? 0);
  return [
    hop.place === 'host' ? hop.name : `${hop.name} (${places[hop.place]})`,
    hop.state.replace('-', ' '),
    rates === null ? '–' : formatByteRate(rates.rxBytes),
    rates === null ? '–' : formatCountRate(rates.rxPackets),
    rates === null ? '–' : formatByteRate(rates.txBytes),
    rates === null ? '–' : formatCountRate(rates.txPackets),
    lost === null ? '–' : formatCountRate(lost),
    link?.queue ? link.queue.waitingPackets.toString() : '–',
  ];
}

function drawRemarks(chains: readonly Chain[], pictures: LivePictures, paint: Paint): readonly string[] {
  const sentences = chains.flatMap((chain) =>
    applyLive(chain, pictures).hops.flatMap(({ state, reason, warnings }) => [
      ...(state === 'missing' && reason !== null ? [reason] : []),
      ...warnings,
    ]),
  );
  const drawn = [...new Set(sentences)].map((sentence) => `${paint.yellow('warning')} ${sentence}`);
  return drawn.length === 0 ? [] : [...drawn, ''];
}

function colorOf(state: HopState, paint: Paint): (text: string) => string {
  return state === 'down' || state === 'missing' ? paint.red : state === 'no-carrier' ? paint.yellow : (text) => text;
}
