import type { HostLink } from '#core/ports/host-connector.ts';
import { openPracticeHost, type TestHost } from '#support/practice-host.ts';
import { aHost, aLaptop, connect } from '../../unit/host/ssh/connecting.ts';
import { startRelay, type Relay } from '../measure/relay.ts';
import { startOpenssh, type Openssh, type PersistentShell } from '../openssh/openssh.ts';

/** A practice host with two ways in: the product's, through a relay that counts, and OpenSSH's, which disturbs no count. */
export interface BenchHost {
  readonly practice: TestHost;
  readonly keyPath: string;
  /** On what it runs, as a condition of the report. */
  readonly description: string;
  readonly relay: Relay;
  readonly openssh: Openssh;
  /** CPU the host has used since it came up, in ms: everything but idling and waiting for its disk. Asking costs next to none. */
  readonly readCpuMs: () => Promise<number>;
  /** Waits until the host has little left to do of what was asked before; after a minute it goes on as it is. */
  readonly settle: () => Promise<void>;
  /** Through the relay. */
  readonly connect: () => Promise<HostLink>;
  readonly close: () => Promise<void>;
}

export async function openBenchHost(): Promise<BenchHost> {
  const practice = await openPracticeHost();
  const { sshPort, users, accelerator } = practice.running;
  const login = users.find(({ name }) => name === 'root')?.login;
  if (login?.kind !== 'key') {
    throw new Error('The practice host has no root login with a key');
  }
  const keyPath = login.path;
  const relay = await startRelay(sshPort);
  const openssh = await startOpenssh({ port: sshPort, keyPath });
  const shell = openssh.openShell();
  const links: HostLink[] = [];
  return {
    practice,
    keyPath,
    description: descriptions[accelerator],
    relay,
    openssh,
    readCpuMs: () => readCpuMs(shell),
    settle: () => settle(shell),
    async connect() {
      const link = await connect(aLaptop(), aHost({ port: relay.port, auth: { kind: 'key', path: keyPath } }));
      links.push(link);
      return link;
    },
    async close() {
      links.forEach((link) => link.close());
      shell.close();
      await openssh.close();
      await relay.close();
      await practice.close();
    },
  };
}

const settleStepMs = 500;
const settleSteps = 120;

/** Its udevd and systemd are busy for a while with every new volume and tap. */
async function settle(shell: PersistentShell): Promise<void> {
  let before = await readCpuMs(shell);
  for (let step = 0; step < settleSteps; step += 1) {
    await new Promise((resolve) => setTimeout(resolve, settleStepMs));
    const now = await readCpuMs(shell);
    if (now - before < settleStepMs / 5) {
      return;
    }
    before = now;
  }
}

const descriptions = {
  tcg: 'The practice host ran on one emulated processor: what takes seconds here takes fractions of one on a real host. Ratios are what counts.',
  kvm: 'The practice host ran under KVM.',
} as const;

/** USER_HZ of Linux on x86-64 (proc(5)). */
const msPerTick = 10;

/** Builtins of the shell that stays open: nothing is started on the host for it. */
async function readCpuMs(shell: PersistentShell): Promise<number> {
  const line = await shell.ask('read -r line </proc/stat; echo "$line"');
  const [user = 0, nice = 0, system = 0, , , interrupt = 0, softInterrupt = 0] = line.trim().split(/\s+/).slice(1).map(Number);
  return (user + nice + system + interrupt + softInterrupt) * msPerTick;
}
