import type { Problem } from '#domain/problem.ts';
import type { CaptureEvent, CaptureHop, CapturePacket } from '#domain/path/capture/capture-event.ts';
import type { ViewedCaptureEvent } from '#domain/path/capture/viewed-capture-event.ts';

/** A packet in the list of a window. */
export interface ListedPacket extends CapturePacket {
  /** Of this capture, from 1. */
  readonly number: number;
  readonly at: number;
}

/** A capture as the window knows it so far. */
export interface CaptureProgress {
  readonly kind: 'idle' | 'running' | 'ended' | 'failed';
  readonly hops: readonly CaptureHop[];
  readonly packets: readonly ListedPacket[];
  /** All that came, also those that are no longer kept. */
  readonly total: number;
  readonly keptBytes: number;
  readonly leftOut: number;
  /** By hop: what its kernel dropped. */
  readonly dropped: ReadonlyMap<number, number>;
  readonly reasons: ReadonlyMap<number, string>;
  /** The program that shows the packets in place of this window; null: the list does. */
  readonly viewer: string | null;
  readonly problem: Problem | null;
}

export const noCapture: CaptureProgress = {
  kind: 'idle',
  hops: [],
  packets: [],
  total: 0,
  keptBytes: 0,
  leftOut: 0,
  dropped: new Map(),
  reasons: new Map(),
  viewer: null,
  problem: null,
};

/** What a window keeps: older packets make room for newer ones, and that is said. */
export const mostKept = 20_000;
export const mostKeptBytes = 32 * 1024 * 1024;

/** After several events at once: a busy hop brings more of them than anybody could draw one by one. */
export function withEvents(progress: CaptureProgress, events: readonly (CaptureEvent | ViewedCaptureEvent)[]): CaptureProgress {
  const packets: ListedPacket[] = [];
  let after = progress;
  for (const event of events) {
    if (event.kind === 'packets') {
      event.packets.forEach((packet) => {
        packets.push({ ...packet, at: event.at, number: progress.total + packets.length + 1 });
      });
    } else {
      after = withNotice(after, event);
    }
  }
  return packets.length === 0 ? after : { ...after, ...keep(progress, packets) };
}

function withNotice(progress: CaptureProgress, event: ViewedCaptureEvent): CaptureProgress {
  switch (event.kind) {
    case 'hops':
      return { ...progress, hops: event.hops };
    case 'viewer':
      return { ...progress, viewer: event.program };
    case 'passed-on':
      return { ...progress, total: progress.total + event.count };
    case 'counts':
      return { ...progress, dropped: new Map([...progress.dropped, [event.at, event.dropped]]) };
    case 'left-out':
      return { ...progress, leftOut: progress.leftOut + event.count };
    case 'ended':
      return event.reason === null
        ? progress
        : { ...progress, reasons: new Map([...progress.reasons, [event.at, event.reason]]) };
    default:
      return progress;
  }
}

function keep(before: CaptureProgress, packets: readonly ListedPacket[]) {
  const all = [...before.packets, ...packets];
  let bytes = before.keptBytes + packets.reduce((sum, packet) => sum + sizeOf(packet), 0);
  let from = Math.max(0, all.length - mostKept);
  bytes -= all.slice(0, from).reduce((sum, packet) => sum + sizeOf(packet), 0);
  for (let packet = all[from]; bytes > mostKeptBytes && packet !== undefined; packet = all[from]) {
    bytes -= sizeOf(packet);
    from += 1;
  }
  return { packets: all.slice(from), total: before.total + packets.length, keptBytes: bytes };
}

function sizeOf({ base64 }: CapturePacket): number {
  return base64.length;
}
