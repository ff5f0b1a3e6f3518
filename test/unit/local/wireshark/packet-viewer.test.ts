import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createViewedCapture } from '#core/path/create-viewed-capture.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { CaptureEvent } from '#domain/path/capture/capture-event.ts';
import type { ViewedCaptureEvent } from '#domain/path/capture/viewed-capture-event.ts';
import { createCaptureReader } from '#domain/packets/create-capture-reader.ts';
import { createPacketViewer } from '#local/wireshark/create-packet-viewer.ts';
import { listWiresharkPlaces } from '#local/wireshark/list-wireshark-places.ts';
import { aRequest } from '#fakes/packets.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'nutshell-viewer-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Stands for Wireshark: keeps what it was started with, and what it read. */
function placeStandIn(name: string, reading: string): { readonly PATH: string; readonly kept: string } {
  const kept = path.join(folder, `${name}.kept`);
  const home = path.join(folder, name);
  execFileSync('mkdir', [home]);
  const program = path.join(home, 'wireshark');
  writeFileSync(program, `#!/bin/sh\necho "$@" >'${kept}.args'\n${reading} >'${kept}.part'\nmv '${kept}.part' '${kept}'\n`);
  chmodSync(program, 0o755);
  return { PATH: home, kept };
}

const bytes = aRequest();
const packet = {
  ...{ atMicroseconds: 1_700_000_000_000_001, linkType: 1, originalLength: bytes.length },
  base64: Buffer.from(bytes).toString('base64'),
};
const hop = (name: string) => ({ hopId: `host:${name}`, name, place: 'host', description: `${name} of the host` }) as const;
const hops: CaptureEvent = { kind: 'hops', filter: '', hops: [hop('em1'), hop('tap0')] };
const packetsAt = (at: number): CaptureEvent => ({ kind: 'packets', at, packets: [packet, packet] });

async function view(PATH: string, capture: () => AsyncGenerator<CaptureEvent>): Promise<readonly ViewedCaptureEvent[]> {
  const input = { hostId: 'lab', machine: 'ciab', hops: [], filter: '', snapBytes: 0, maxSeconds: 60 };
  const { captureIntoViewer } = createViewedCapture(createPacketViewer({ PATH }, 'linux'), capture);
  const events: ViewedCaptureEvent[] = [];
  for await (const event of captureIntoViewer(input, { signal: new AbortController().signal })) events.push(event);
  return events;
}

const neverOpened = () => {
  throw new Error('There is nothing to open');
};
const neverAsked = () => {
  throw new Error('Nobody listens before there is a viewer');
};

async function untilThere(file: string): Promise<Buffer> {
  for (let tries = 0; tries < 200 && !existsSync(file); tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  return readFileSync(file);
}

describe.skipIf(process.platform === 'win32')('a capture that Wireshark shows', () => {
  it('is read from its standard input as one pcapng, an interface a device', async () => {
    const { PATH, kept } = placeStandIn('reads', 'cat');
    const events = await view(PATH, async function* () {
      yield hops;
      yield packetsAt(0);
      yield packetsAt(1);
    });
    expect(events.map(({ kind }) => kind)).toEqual(['viewer', 'hops', 'passed-on', 'passed-on']);
    const read = await untilThere(kept);
    expect(readFileSync(`${kept}.args`, 'utf8').trim()).toBe('-k -i -');
    const reader = createCaptureReader();
    const { problem, packets } = reader.push(read);
    expect([problem, packets.length, reader.finish()]).toEqual([null, 4, null]);
    const tshark = execFileSync('sh', ['-c', 'command -v tshark || true'], { encoding: 'utf8' }).trim();
    if (tshark !== '') {
      const names = execFileSync(tshark, ['-r', kept, '-T', 'fields', '-e', 'frame.interface_name'], { encoding: 'utf8' });
      expect(new Set(names.trim().split('\n'))).toEqual(new Set(['host:em1', 'host:tap0']));
    }
  });

  it('ends when Wireshark is closed', async () => {
    const { PATH } = placeStandIn('closes', 'head -c 60');
    let isEnded = false;
    const events = await view(PATH, async function* () {
      try {
        yield hops;
        for (;;) {
          yield packetsAt(0);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      } finally {
        isEnded = true;
      }
    });
    expect(isEnded).toBe(true);
    expect(events.length).toBeGreaterThan(2);
  });

  it('says where it was looked for where it is not', async () => {
    const viewer = { find: () => Promise.resolve({ program: null, lookedAt: ['/nowhere/wireshark'] }), open: neverOpened };
    const { captureIntoViewer } = createViewedCapture(viewer, neverAsked);
    const input = { hostId: 'lab', machine: 'ciab', hops: [], filter: '', snapBytes: 0, maxSeconds: 60 };
    const events = captureIntoViewer(input, { signal: new AbortController().signal });
    await expect(events[Symbol.asyncIterator]().next()).rejects.toSatisfy(
      (error) => error instanceof HostError && error.code === 'not-found' && error.raw?.includes('/nowhere/wireshark') === true,
    );
  });
});

describe('the places of Wireshark', () => {
  it('are those of its installers', () => {
    const windows = listWiresharkPlaces('win32', {
      Path: 'C:\\bin',
      ProgramFiles: 'C:\\Program Files',
      'ProgramFiles(x86)': 'D:\\x86',
    });
    expect(windows).toEqual([
      'C:\\bin\\Wireshark.exe',
      'C:\\Program Files\\Wireshark\\Wireshark.exe',
      'D:\\x86\\Wireshark\\Wireshark.exe',
    ]);
    expect(listWiresharkPlaces('darwin', { PATH: '/usr/bin', HOME: '/Users/ada' }).slice(0, 2)).toEqual([
      '/Applications/Wireshark.app/Contents/MacOS/Wireshark',
      '/Users/ada/Applications/Wireshark.app/Contents/MacOS/Wireshark',
    ]);
    expect(listWiresharkPlaces('linux', { PATH: '/usr/bin::/opt/bin' })).toEqual([
      '/usr/bin/wireshark',
      '/opt/bin/wireshark',
      '/usr/local/bin/wireshark',
      '/snap/bin/wireshark',
    ]);
  });
});
