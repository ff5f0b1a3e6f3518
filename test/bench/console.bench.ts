import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDisposableSshd, whyNoSshd, type DisposableSshd } from '#support/disposable-sshd.ts';
import { interleave, timeMs, type Comparison, type Measure } from './measure/interleave.ts';
import { readCpuMs } from './measure/process-cpu.ts';
import { startRelay } from './measure/relay.ts';
import { roundsOf, writeSection, type Series } from './measure/section.ts';
import { openFrames, type ScreenChannel } from './screen/read-frames.ts';
import { startScreen, type Screen } from './screen/start-screen.ts';
import { startWebShell, type WebShell } from './screen/web-shell.ts';
import { startWebsockify, type Websockify } from './screen/websockify.ts';

const fromParts = 'ssh -L + websockify';
const farRoundTripMs = 50;
const series: Series[] = [];

let sshd: DisposableSshd;
let screen: Screen;
let webShell: WebShell;
let sshdPid: number;

beforeAll(async () => {
  expect(whyNoSshd()).toBeNull();
  sshd = await startDisposableSshd();
  sshdPid = Number(await readFile(join(sshd.directory, 'pid'), 'utf8'));
  screen = await startScreen();
  webShell = await startWebShell();
});

afterAll(async () => {
  await webShell.close();
  await screen.close();
  await sshd.stop();
  await writeSection({
    id: '4-console',
    title: 'A machine’s screen through SSH into a WebSocket',
    reference: fromParts,
    series,
    conditions: [
      'A deterministic RFB server sends raw frames of 1280 × 800 (4.1 MB), each asked for when the one before has arrived, as noVNC does. All frames are the same for all ways, and proved once per connection.',
      'One and the same WebSocket client in Node reads all ways. It, sshd, the bridge and the screen share the processors of this machine.',
      'Bridge CPU is that of the process of Nutshell’s browser shell, or of `ssh` and `websockify` together; MB are 10^6 bytes of screen.',
      'OpenSSH chooses chacha20-poly1305 by itself, Nutshell aes128-gcm; the third way takes that difference out.',
      `“far” adds ${farRoundTripMs} ms of round trip before sshd.`,
    ],
  });
});

/** One connection to the screen; its opening and the first two frames are not measured. */
function createMeasure(open: () => Promise<ScreenChannel>, bridge: readonly number[], frames: number): Measure {
  return async () => {
    const channel = await open();
    const reader = await openFrames(channel);
    await reader.prove();
    const before = { bridge: readCpuMs(bridge), sshd: readCpuMs([sshdPid]) };
    let bytes = 0;
    const time = await timeMs(async () => {
      bytes = await reader.read(frames);
    });
    const megabytes = bytes / 1e6;
    const cost = {
      throughput: megabytes / (time / 1000),
      'bridge CPU': (readCpuMs(bridge) - before.bridge) / megabytes,
      'sshd CPU': (readCpuMs([sshdPid]) - before.sshd) / megabytes,
    };
    channel.close();
    return cost;
  };
}

async function measureAll(
  subject: string,
  port: number,
  { frames, units }: Pick<Comparison, 'units'> & { readonly frames: number },
) {
  const target = { port, keyPath: sshd.keys.plain };
  const hostId = await webShell.connectHost(port, target.keyPath);
  const parts = await startWebsockify(target, screen.socketPath);
  const aes = await startWebsockify({ ...target, options: ['-c', 'aes128-gcm@openssh.com'] }, screen.socketPath);
  const measureParts = (bridge: Websockify) => createMeasure(() => bridge.openScreen(), bridge.pids, frames);
  const openScreen = () => webShell.openScreen(hostId, screen.machineName);
  const measured = await interleave({
    subject,
    ways: {
      [fromParts]: measureParts(parts),
      Nutshell: createMeasure(openScreen, [webShell.pid], frames),
      'ssh -L -c aes128-gcm + websockify': measureParts(aes),
    },
    units,
    rounds: roundsOf(5, 2),
  });
  await parts.close();
  await aes.close();
  series.push(...measured);
}

describe('carrying a screen', () => {
  it('over a near line', async () => {
    const units = { throughput: 'MB/s', 'bridge CPU': 'ms/MB', 'sshd CPU': 'ms/MB' };
    await measureAll('near', sshd.port, { frames: roundsOf(50, 10), units });
  });

  it('over a far line', async () => {
    const relay = await startRelay(sshd.port, farRoundTripMs);
    await measureAll('far', relay.port, { frames: roundsOf(12, 4), units: { throughput: 'MB/s' } });
    await relay.close();
  });
});
