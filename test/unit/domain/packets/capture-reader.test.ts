import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildInterface, buildPacketBlock, buildSection, buildStatistics } from '#domain/packets/build-pcapng.ts';
import type { CapturedPacket } from '#domain/packets/captured-packet.ts';
import { createCaptureReader } from '#domain/packets/create-capture-reader.ts';
import { aPcap, aRequest } from '#fakes/packets.ts';

/** In pieces of any size, as a line delivers them. */
function readInPieces(bytes: Uint8Array, pieceBytes: number) {
  const reader = createCaptureReader();
  const packets: CapturedPacket[] = [];
  let problem: string | null = null;
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const step = reader.push(bytes.subarray(at, at + pieceBytes));
    packets.push(...step.packets);
    problem ??= step.problem;
  }
  return { packets, problem: problem ?? reader.finish() };
}

const someBytes = fc.uint8Array({ maxLength: 300 });

describe('reading a capture', () => {
  it('gives every packet of a pcap back, however the bytes come', () => {
    fc.assert(
      fc.property(
        fc.array(someBytes, { maxLength: 20 }),
        fc.integer({ min: 1, max: 700 }),
        fc.boolean(),
        (packets, size, isBig) => {
          const read = readInPieces(aPcap(packets, { isBigEndian: isBig }), size);
          expect(read.problem).toBeNull();
          expect(read.packets.map(({ bytes }) => [...bytes])).toEqual(packets.map((bytes) => [...bytes]));
        },
      ),
    );
  });

  it('reads what it writes as pcapng, with times and comments', () => {
    const time = fc.integer({ min: 0, max: 4_000_000_000_000_000 });
    const packet = fc.record({ bytes: someBytes, atMicroseconds: time, comment: fc.option(fc.string({ maxLength: 40 })) });
    fc.assert(
      fc.property(fc.array(packet, { maxLength: 20 }), fc.integer({ min: 1, max: 700 }), (packets, size) => {
        const blocks = packets.map((each) => buildPacketBlock({ ...each, interfaceIndex: 1, originalLength: each.bytes.length }));
        const file = Buffer.concat([...aHead(), ...blocks]);
        const read = readInPieces(file, size);
        expect(read.problem).toBeNull();
        expect(read.packets).toEqual(
          packets.map((each) => ({ ...each, interfaceIndex: 1, linkType: 1, originalLength: each.bytes.length })),
        );
      }),
    );
  });

  it('says of garbage that it is none, and never fails otherwise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), fc.integer({ min: 1, max: 50 }), (bytes, size) => {
        expect(readInPieces(bytes, size).problem).toMatch(/no capture|cut off/);
      }),
    );
  });

  it('survives damage in the middle of a real one', () => {
    const whole = aPcap([aRequest(), aRequest(), aRequest()]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 0, max: 255 }), (at, value) => {
        const damaged = Uint8Array.from(whole);
        damaged[at] = value;
        expect(readInPieces(damaged, 64).packets.length).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('does not wait for a packet of a gigabyte', () => {
    const bytes = Uint8Array.from(aPcap([aRequest()]));
    new DataView(bytes.buffer).setUint32(24 + 8, 1_000_000_000, true);
    expect(readInPieces(bytes, 10).problem).toBe('This is no capture, or it is damaged: a packet would have 1000000000 bytes.');
  });

  it('says that a capture was cut off', () => {
    const whole = aPcap([aRequest()]);
    expect(readInPieces(whole.subarray(0, whole.length - 3), 10).problem).toBe(
      'The capture was cut off in the middle of a packet.',
    );
  });
});

const hasTshark = spawnSync('tshark', ['--version'], { stdio: 'ignore' }).status === 0;

describe.skipIf(!hasTshark)('tshark', () => {
  // A large program, which takes long to start on a busy machine.
  it('reads what Nutshell writes: interfaces, comments, times and drop counts', { timeout: 120_000 }, () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'nutshell-pcapng-'));
    const file = path.join(folder, 'x.pcapng');
    const bytes = aRequest();
    const packet = {
      interfaceIndex: 1,
      atMicroseconds: 1_700_000_000_123_456,
      originalLength: bytes.length,
      bytes,
      comment: 'probe 1',
    };
    const end = buildStatistics({ interfaceIndex: 1, atMicroseconds: 1_700_000_001_000_000, received: 12, dropped: 3 });
    try {
      writeFileSync(file, Buffer.concat([...aHead(), buildPacketBlock(packet), end]));
      const fields = [
        'frame.interface_name',
        'frame.interface_description',
        'frame.time_epoch',
        'frame.comment',
        'ip.dst',
        'icmp.seq',
      ];
      const text = execFileSync('tshark', ['-r', file, '-T', 'fields', ...fields.flatMap((field) => ['-e', field])], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      expect(text.trim().split('\t')).toEqual([
        'machine:eth0',
        'ciab, eth0',
        '1700000000.123456000',
        'probe 1',
        '10.77.0.101',
        '1',
      ]);
      expect(execFileSync('capinfos', [file], { encoding: 'utf8' })).toMatch(/Number of interfaces in file:\s+2/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function aHead(): readonly Uint8Array[] {
  return [
    buildSection('Nutshell'),
    buildInterface({ name: 'host:em1', description: 'the host, em1', linkType: 1 }),
    buildInterface({ name: 'machine:eth0', description: 'ciab, eth0', linkType: 1 }),
  ];
}
