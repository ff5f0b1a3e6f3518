import { appendFile, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createCommandLog } from '#core/activity/create-command-log.ts';
import type { HostLink } from '#core/ports/host-connector.ts';
import type { Host } from '#domain/hosts/host.ts';
import { createSshConnector } from '#host/ssh/create-ssh-connector.ts';
import { createKeyFiles } from '#local/create-key-files.ts';
import { createKnownHosts } from '#local/create-known-hosts.ts';
import { createMemorySecretStore } from '#local/create-memory-secret-store.ts';
import { findDataDirectories } from '#local/data-directories.ts';
import { createPracticeHosts } from '#practice/create-practice-hosts.ts';
import { waitForHeartbeat } from '#practice/heartbeat.ts';
import { connectQmp } from '#practice/qmp.ts';
import type { PracticeHosts, PracticeUser, RunningInstance } from '#practice/practice-hosts.ts';
import { removeFolder } from './remove-folder.ts';

/** Under emulation, on a laptop that is busy with other tests. */
const bootLimitMs = 420_000;

const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface TestHost {
  readonly hosts: PracticeHosts;
  readonly running: RunningInstance;
  /** Connects as one of the practice host's users; whoever connects closes. */
  connect(user?: string): Promise<HostLink>;
  /** The first link that is open; root's. */
  link(): Promise<HostLink>;
  /** What a person on the host would type; standard output, or an error with standard error. */
  type(command: string): Promise<string>;
  /** Cuts its power and gives it back: what was not on the disks is gone. Returns when it has booted; connect anew. */
  cutPower(): Promise<void>;
  close(): Promise<void>;
}

/** A pristine practice host of this test file's own. Restores the saved state: seconds, not minutes. */
export async function openPracticeHost(): Promise<TestHost> {
  const stateDir = await mkdtemp(join(tmpdir(), 'nutshell-test-'));
  const cacheDir = join(findDataDirectories(process.env).cache, 'practice');
  const hosts = createPracticeHosts({ cacheDir, stateDir, resourcesDir: 'resources', log: () => undefined });
  const running = await hosts.up();
  const links: HostLink[] = [];

  async function connect(name = 'root'): Promise<HostLink> {
    const user = running.users.find((candidate) => candidate.name === name);
    if (!user) {
      throw new Error(`The practice host has no user ${name}`);
    }
    const link = await connectAs(user, running, stateDir);
    links.push(link);
    return link;
  }

  const firstLink = async () => links[0] ?? (await connect());

  async function type(command: string): Promise<string> {
    const link = await firstLink();
    const { stdout } = await link.shell.run({ purpose: 'Test', command: { kind: 'argv', argv: ['sh', '-c', command] } });
    return stdout.trim();
  }

  /** A host that has just booted may be too busy for a login; sshd's banner is not yet a login. */
  async function typeWhenReady(command: string): Promise<string> {
    for (let attempt = 1; attempt < 4; attempt++) {
      const answer = await type(command).catch(() => null);
      if (answer !== null) return answer;
      await pause(5_000);
    }
    return type(command);
  }

  async function cutPower(): Promise<void> {
    const before = await type('cat /proc/sys/kernel/random/boot_id');
    const qmp = await connectQmp(running.qmpSocketPath);
    await qmp.execute('system_reset');
    qmp.close();
    links.splice(0).forEach((link) => link.close());
    if (!(await waitForHeartbeat(running.sshPort, { timeLimitMs: bootLimitMs, isAlive: () => true }))) {
      throw new Error(`The practice host did not boot within ${bootLimitMs / 1000} s after its power was cut`);
    }
    if ((await typeWhenReady('cat /proc/sys/kernel/random/boot_id')) === before) {
      throw new Error('The practice host was to lose its power, and did not boot again');
    }
  }

  return {
    hosts,
    running,
    connect,
    link: firstLink,
    type,
    cutPower,
    async close() {
      links.forEach((link) => link.close());
      await noteIncidents(hosts);
      await hosts.down();
      await removeFolder(stateDir);
    },
  };
}

async function connectAs(user: PracticeUser, { sshPort, hostKey }: RunningInstance, stateDir: string): Promise<HostLink> {
  const knownHosts = createKnownHosts({ ownPath: join(stateDir, 'known_hosts'), readOnlyPaths: [] });
  await knownHosts.remember('127.0.0.1', sshPort, hostKey);
  const connector = createSshConnector({
    knownHosts,
    keyFiles: createKeyFiles(),
    secrets: createMemorySecretStore(),
    log: silentLog,
    agentSocket: null,
  });
  const host: Host = {
    id: 'test',
    name: 'test',
    address: '127.0.0.1',
    port: sshPort,
    user: user.name,
    auth: user.login.kind === 'key' ? { kind: 'key', path: user.login.path } : { kind: 'password' },
    jumps: [],
    origin: 'practice',
  };
  const secrets =
    user.login.kind === 'password'
      ? [{ target: `${user.name}@127.0.0.1:${sshPort}`, kind: 'password' as const, value: user.login.password }]
      : [];
  const recorder = createCommandLog(() => Date.now()).recorderFor(host.id);
  const attempt = await connector.connect(host, { acceptedFingerprints: [], secrets }, AbortSignal.timeout(60_000), recorder);
  if (attempt.kind !== 'connected') {
    throw new Error(`Could not connect to the practice host: ${JSON.stringify(attempt)}`);
  }
  return attempt.link;
}

/** A test run says at its end how often its hosts stopped answering; scripts/test.mjs reads this file. */
async function noteIncidents(hosts: PracticeHosts): Promise<void> {
  for (const { epochMs, reason } of await hosts.listIncidents()) {
    await mkdir('.cache', { recursive: true });
    await appendFile('.cache/practice-incidents.txt', `${new Date(epochMs).toISOString()} ${reason}\n`);
  }
}
