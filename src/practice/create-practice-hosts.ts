import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createBuilder } from './create-builder.ts';
import { findPlatformProblem } from './find-build-problem.ts';
import { addForward } from './forwards.ts';
import { hasHeartbeat } from './heartbeat.ts';
import { createIncidents } from './incidents.ts';
import { listInstances, toInstanceFolder } from './instance-folder.ts';
import { createInstances, heartbeatLimitMs } from './instances.ts';
import { buildSshArgv } from './login.ts';
import { practiceFault } from './practice-fault.ts';
import type { InstanceStatus, PracticeHosts, PracticeHostsOptions, RunningInstance } from './practice-hosts.ts';
import { instanceFiles } from './qemu-argv.ts';
import { watchHeartbeat } from './watch-heartbeat.ts';

const defaultInstance = 'practice';

/** Practice hosts on this laptop: built once, restored in seconds, several side by side. See docs/practice-host.md. */
export function createPracticeHosts(options: PracticeHostsOptions): PracticeHosts {
  const { stateDir, log } = options;
  const builder = createBuilder(options);
  const incidents = createIncidents(stateDir);
  const instances = createInstances({ stateDir, builder, incidents, log });

  async function getRunning(instance: string): Promise<RunningInstance> {
    const running = await instances.get(instance);
    if (running === null) {
      throw practiceFault(`The practice host "${instance}" is not running.`, { hint: 'Start it with: nutshell practice up' });
    }
    return running;
  }

  async function isAnswering(instance: string, timeLimitMs: number): Promise<boolean> {
    const running = await instances.get(instance);
    return running !== null && (await hasHeartbeat(running.sshPort, timeLimitMs));
  }

  async function getStatus(instance: string): Promise<InstanceStatus> {
    const problem = findPlatformProblem({ platform: process.platform, arch: process.arch });
    if (problem !== null) {
      return { kind: 'unsupported', problem };
    }
    const running = await instances.get(instance);
    if (running !== null) {
      const counted = (await incidents.list()).filter((incident) => incident.instance === instance).length;
      return { kind: 'running', sshPort: running.sshPort, accelerator: running.accelerator, incidents: counted };
    }
    const build = await builder.find();
    return build === null ? { kind: 'not-built' } : { kind: 'stopped', builtEpochMs: await readBuildTime(build.savedState) };
  }

  return {
    status: (instance = defaultInstance) => getStatus(instance),
    async list() {
      const names = await listInstances(stateDir);
      return await Promise.all(names.map(async (instance) => ({ instance, status: await getStatus(instance) })));
    },
    async ensureBuilt(work = {}) {
      const { progress } = await builder.ensure(work, []);
      progress.ready();
    },
    up: (work = {}) => instances.up(work.instance ?? defaultInstance, work),
    reset: (work = {}) => instances.reset(work.instance ?? defaultInstance, work),
    down: (instance = defaultInstance) => instances.down(instance),
    get: (instance = defaultInstance) => instances.get(instance),
    isAnswering: (instance = defaultInstance, timeLimitMs = heartbeatLimitMs) => isAnswering(instance, timeLimitMs),
    recover: (reason, work = {}) => instances.recover(work.instance ?? defaultInstance, reason, work),
    watch: ({ instance = defaultInstance, intervalMs, timeLimitMs = heartbeatLimitMs, onHang }) =>
      watchHeartbeat({ instance, isAnswering: () => isAnswering(instance, timeLimitMs), intervalMs, onHang }),
    listIncidents: () => incidents.list(),
    addForward: async (forward, instance = defaultInstance) => await addForward(await getRunning(instance), forward),
    async sshCommand(instance = defaultInstance, user = 'root') {
      const running = await getRunning(instance);
      const login = running.users.find(({ name }) => name === user)?.login;
      const keyPath = login?.kind === 'key' ? login.path : null;
      const knownHostsPath = join(toInstanceFolder(stateDir, instance), 'known_hosts');
      return buildSshArgv({ sshPort: running.sshPort, user, keyPath, knownHostsPath });
    },
  };
}

async function readBuildTime(savedState: string): Promise<number> {
  return (await stat(join(savedState, instanceFiles.savedState))).mtimeMs;
}
