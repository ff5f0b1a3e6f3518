import { execFile } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCaptureReader } from '#domain/packets/create-capture-reader.ts';
import { decodeFrame } from '#domain/packets/decode-frame.ts';
import { describePacket } from '#domain/packets/describe-packet.ts';
import { aDatagram, aPcap, aRequest, aSegment, anArp } from '#fakes/packets.ts';
import { interleave, timeMs } from '../measure/interleave.ts';
import { roundsOf, writeSection, type Series } from '../measure/section.ts';

const run = promisify(execFile);
const count = 100_000;
const reference = 'tshark';
const folder = mkdtempSync(path.join(os.tmpdir(), 'nutshell-bench-'));
const file = path.join(folder, 'many.pcap');
const series: Series[] = [];

/** Pings, connections, datagrams and ARP in turn. */
function makePackets(): Uint8Array {
  const payload = new Uint8Array(400);
  const kinds = [
    (at: number) => aRequest({ sequence: at % 65_536 }),
    (at: number) => aSegment({ sourcePort: 40_000 + (at % 9_000), destinationPort: 22, sequence: at, flags: 2 }),
    (at: number) => aDatagram(40_000 + (at % 9_000), 9, payload),
    (at: number) => anArp(1, '10.77.0.10', `10.77.0.${at % 250}`),
  ];
  return aPcap(Array.from({ length: count }, (_, at) => kinds[at % kinds.length]?.(at) ?? aRequest()));
}

/** From the file to one line a packet, as the list of the window shows it. */
async function describeAll(): Promise<number> {
  const reader = createCaptureReader();
  let letters = 0;
  let read = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    for (const { bytes, linkType } of reader.push(chunk).packets) {
      const { protocol, source, destination, text } = describePacket(decodeFrame({ bytes, linkType }));
      letters += protocol.length + source.length + destination.length + text.length;
      read += 1;
    }
  }
  expect(read).toBe(count);
  return letters;
}

const listing = { maxBuffer: 256 * 1024 * 1024 };

beforeAll(() => writeFileSync(file, makePackets()));

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await writeSection({
    id: '8-packets-live',
    title: 'Reading packets',
    reference,
    series,
    conditions: [
      `${count} packets of four kinds from a file of tcpdump’s old format, each to one line of text: addresses, protocol, what it is.`,
      'tshark and tcpdump start as a process each time, and dissect far more protocols than Nutshell does; Nutshell’s parsers run in a process that is there already, as in its window.',
    ],
  });
});

describe('reading packets', () => {
  it('beside tshark and tcpdump', async () => {
    const time = (act: () => Promise<unknown>) => async () => ({ time: (await timeMs(act)) / 1_000 });
    series.push(
      ...(await interleave({
        subject: `${count} packets`,
        units: { time: 's' },
        rounds: roundsOf(7, 1),
        ways: {
          [reference]: time(() => run('tshark', ['-n', '-r', file], listing)),
          tcpdump: time(() => run('tcpdump', ['-n', '-r', file], listing)),
          Nutshell: time(describeAll),
        },
      })),
    );
    expect(series).toHaveLength(3);
  });
});
