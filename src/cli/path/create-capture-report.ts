import { decodeFrame } from '#domain/packets/decode-frame.ts';
import { describePacket } from '#domain/packets/describe-packet.ts';
import type { CaptureEvent, CaptureHop, CapturePacket } from '#domain/path/capture/capture-event.ts';
import type { ViewedCaptureEvent } from '#domain/path/capture/viewed-capture-event.ts';
import type { Output } from '../terminal/output.ts';

export type CaptureReport = ReturnType<typeof createCaptureReport>;

/** What a person hears of a capture: every packet as a line where no file is written, and in the end what was counted and lost. */
export function createCaptureReport(output: Output, isListed: boolean) {
  let hops: readonly CaptureHop[] = [];
  let leftOut = 0;
  const packets = new Map<number, number>();
  const dropped = new Map<number, number>();
  const reasons = new Map<number, string>();
  const heard = new Set<number>();
  const nameOf = (at: number): string => `${hops[at]?.place ?? '?'}:${hops[at]?.name ?? '?'}`;

  function takePackets(at: number, taken: readonly CapturePacket[]): void {
    if (output.isJson) {
      output.item({ kind: 'packets', at, packets: taken.map((packet) => ({ ...packet, text: toLine(nameOf(at), packet) })) });
    } else if (isListed) {
      output.verbatim(taken.map((packet) => `${toLine(nameOf(at), packet)}\n`).join(''));
    }
    count(at, taken.length);
  }

  function count(at: number, more: number): void {
    packets.set(at, (packets.get(at) ?? 0) + more);
    if (!isListed) {
      output.tellForNow(`${[...packets.values()].reduce((sum, each) => sum + each, 0)} packets`);
    }
  }

  return {
    take(event: CaptureEvent | ViewedCaptureEvent): void {
      if (event.kind === 'packets') {
        takePackets(event.at, event.packets);
        return;
      }
      output.item(event);
      if (event.kind === 'viewer') {
        output.tell(`Wireshark begins: ${event.program}. Closing it ends the capture.`);
      } else if (event.kind === 'passed-on') {
        count(event.at, event.count);
      } else if (event.kind === 'hops') {
        hops = event.hops;
        output.tell(`Listening at ${hops.map((_, at) => nameOf(at)).join(', ')}.`);
      } else if (event.kind === 'listening') {
        heard.add(event.at);
      } else if (event.kind === 'counts') {
        dropped.set(event.at, event.dropped);
      } else if (event.kind === 'left-out') {
        leftOut += event.count;
      } else if (event.reason !== null) {
        reasons.set(event.at, event.reason);
        output.warn(`${nameOf(event.at)}: ${event.reason}`);
      }
    },
    /** Nobody listened anywhere. */
    isDeaf: (): boolean => heard.size === 0,
    async conclude(file: string | null): Promise<void> {
      const counted = hops.map((hop, at) => ({
        hop: nameOf(at),
        packets: packets.get(at) ?? 0,
        droppedByKernel: dropped.get(at) ?? 0,
        reason: reasons.get(at) ?? null,
      }));
      if (output.isJson) {
        output.item({ kind: 'summary', file, leftOut, hops: counted });
        return;
      }
      counted.forEach((each) => output.tell(describeCount(each)));
      if (leftOut > 0) {
        output.warn(`${leftOut} packets came faster than they could be taken, and were left out.`);
      }
      if (file !== null) {
        await output.answer(null, () => `Written to ${file}.`);
      }
    },
  };
}

interface HopCount {
  readonly hop: string;
  readonly packets: number;
  readonly droppedByKernel: number;
}

function describeCount({ hop, packets, droppedByKernel }: HopCount): string {
  return `${hop}: ${packets} packets${droppedByKernel > 0 ? `, ${droppedByKernel} dropped by the kernel there` : ''}`;
}

function toLine(hop: string, { atMicroseconds, base64, linkType }: CapturePacket): string {
  const { protocol, source, destination, text } = describePacket(decodeFrame({ bytes: Buffer.from(base64, 'base64'), linkType }));
  const time = new Date(atMicroseconds / 1000).toISOString().slice(11, -1);
  const micros = String(atMicroseconds % 1000).padStart(3, '0');
  return `${time}${micros} ${hop.padEnd(14)} ${protocol.padEnd(5)} ${source} → ${destination}  ${text}`;
}
