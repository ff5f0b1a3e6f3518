import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostLink } from '#core/ports/host-connector.ts';
import { startDisposableSshd, whyNoSshd, type DisposableSshd } from '#support/disposable-sshd.ts';
import { aHost, aLaptop, connect, toRun } from '../unit/host/ssh/connecting.ts';
import { interleave, timeMs } from './measure/interleave.ts';
import { startRelay, type Relay } from './measure/relay.ts';
import { roundsOf, writeSection, type Series } from './measure/section.ts';
import { startOpenssh, type Openssh } from './openssh/openssh.ts';

const farRoundTripMs = 50;
const controlMaster = 'OpenSSH, ControlMaster';

const series: Series[] = [];

let host: DisposableSshd;
let jump: DisposableSshd;

beforeAll(async () => {
  expect(whyNoSshd()).toBeNull();
  host = await startDisposableSshd();
  jump = await startDisposableSshd();
});

afterAll(async () => {
  await host.stop();
  await jump.stop();
  await writeSection({
    id: '2-latency',
    title: 'One command (`true`) on a host that is connected already',
    reference: controlMaster,
    series,
    conditions: [
      'sshd runs on this very machine, so client and server share its processors.',
      `“far” adds ${farRoundTripMs} ms of round trip before the first sshd; the jump host and the host are next to each other.`,
      'OpenSSH with ControlMaster is timed as a script uses it, from starting `ssh` to its end.',
      'The shell kept open runs `true` within itself: no channel, no process. It shows the floor, and cannot tell commands apart.',
    ],
  });
});

interface Line {
  readonly subject: string;
  readonly roundTripMs: number;
  readonly isJumped: boolean;
}

interface Setup {
  readonly relay: Relay;
  readonly link: HostLink;
  readonly openssh: Openssh;
  readonly close: () => Promise<void>;
}

/** The first sshd on the way is behind the relay, for both clients alike. */
async function setUp({ roundTripMs, isJumped }: Line): Promise<Setup> {
  const relay = await startRelay(isJumped ? jump.port : host.port, roundTripMs);
  const keyPath = host.keys.plain;
  const auth = { kind: 'key', path: keyPath } as const;
  const jumpAuth = { kind: 'key', path: jump.keys.plain } as const;
  const jumps = isJumped ? [{ address: '127.0.0.1', port: relay.port, user: 'root', auth: jumpAuth }] : [];
  const link = await connect(aLaptop(), aHost({ port: isJumped ? host.port : relay.port, auth, jumps }));
  const openssh = await startOpenssh(
    isJumped ? { port: host.port, keyPath, jump: { port: relay.port, keyPath: jump.keys.plain } } : { port: relay.port, keyPath },
  );
  return {
    relay,
    link,
    openssh,
    async close() {
      link.close();
      await openssh.close();
      await relay.close();
    },
  };
}

const lines: readonly Line[] = [
  { subject: 'near, direct', roundTripMs: 0, isJumped: false },
  { subject: 'near, through a jump host', roundTripMs: 0, isJumped: true },
  { subject: 'far, direct', roundTripMs: farRoundTripMs, isJumped: false },
  { subject: 'far, through a jump host', roundTripMs: farRoundTripMs, isJumped: true },
];

describe('the time one command takes', () => {
  it.each(lines)('$subject', async (line) => {
    const { link, openssh, close } = await setUp(line);
    const shell = openssh.openShell();
    const measured = await interleave({
      subject: line.subject,
      ways: {
        [controlMaster]: async () => ({ time: await timeMs(() => openssh.run('true')) }),
        Nutshell: async () => ({ time: await timeMs(() => link.shell.run(toRun('true'))) }),
        'OpenSSH, one shell kept open': async () => ({ time: await timeMs(() => shell.ask('true')) }),
      },
      units: { time: 'ms' },
      rounds: roundsOf(50, 6),
      warmUps: 2,
    });
    shell.close();
    await close();
    series.push(...measured);
  });
});
