import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Builder } from './create-builder.ts';
import { describeInstance } from './describe-instance.ts';
import { hasHeartbeat } from './heartbeat.ts';
import type { Incidents } from './incidents.ts';
import { readRecord, toInstanceFolder } from './instance-folder.ts';
import { practiceFault } from './practice-fault.ts';
import type { RunningInstance, WorkOptions } from './practice-hosts.ts';
import { instanceFiles } from './qemu-argv.ts';
import { stopQemu } from './qemu-process.ts';
import { startInstance } from './start-instance.ts';
import { useLock } from './use-lock.ts';

export interface InstancesOptions {
  readonly stateDir: string;
  readonly builder: Builder;
  readonly incidents: Incidents;
  readonly log: (line: string) => void;
}

/** What can be done with one instance. Each holds the instance's lock, so two processes never work on the same. */
export interface Instances {
  get(instance: string): Promise<RunningInstance | null>;
  up(instance: string, work: WorkOptions): Promise<RunningInstance>;
  reset(instance: string, work: WorkOptions): Promise<RunningInstance>;
  recover(instance: string, reason: string, work: WorkOptions): Promise<RunningInstance>;
  down(instance: string): Promise<void>;
}

/** Generous: emulation is slow, and a busy host is not a hung one. */
export const heartbeatLimitMs = 15_000;

export function createInstances({ stateDir, builder, incidents, log }: InstancesOptions): Instances {
  const toFolder = (instance: string) => toInstanceFolder(stateDir, instance);
  const get = (instance: string) => describeInstance(instance, toFolder(instance));

  function useInstance<T>(instance: string, { signal }: WorkOptions, act: () => Promise<T>): Promise<T> {
    return useLock(`${toFolder(instance)}.lock`, { signal }, act);
  }

  async function addIncident(instance: string, reason: string): Promise<void> {
    log(`practice: ${instance} stopped answering (${reason}); restoring it`);
    await incidents.add({ instance, epochMs: Date.now(), reason });
  }

  /** Restores, and once more where the restored host is silent: that happens under emulation and is counted. */
  async function restore(instance: string, work: WorkOptions): Promise<RunningInstance> {
    const folder = toFolder(instance);
    const { build, progress } = await builder.ensure(work, ['restore']);
    const preferredPort = (await readRecord(folder))?.sshPort ?? null;
    for (const attempt of ['first', 'second']) {
      await stopQemu(folder);
      const outcome = await startInstance({ instance, folder, build, preferredPort, progress, signal: work.signal });
      const running = outcome.kind === 'answers' ? await get(instance) : null;
      if (running !== null) {
        progress.ready();
        return running;
      }
      await addIncident(instance, `${attempt} restore: ${outcome.kind === 'silent' ? outcome.reason : 'QEMU ended'}`);
    }
    await stopQemu(folder);
    throw practiceFault(`The practice host "${instance}" was restored twice and does not answer.`, {
      hint: `Look at ${join(folder, instanceFiles.serialLog)}, and at how busy this laptop is.`,
    });
  }

  return {
    get,
    up: (instance, work) =>
      useInstance(instance, work, async () => {
        const running = await get(instance);
        if (running !== null && (await hasHeartbeat(running.sshPort, heartbeatLimitMs))) {
          return running;
        }
        if (running !== null) {
          await addIncident(instance, `no ssh banner within ${heartbeatLimitMs / 1000} s`);
        }
        return await restore(instance, work);
      }),
    reset: (instance, work) => useInstance(instance, work, () => restore(instance, work)),
    recover: (instance, reason, work) =>
      useInstance(instance, work, async () => {
        await addIncident(instance, reason);
        return await restore(instance, work);
      }),
    down: (instance) =>
      useInstance(instance, {}, async () => {
        const folder = toFolder(instance);
        await stopQemu(folder);
        const left = [instanceFiles.rootDisk, instanceFiles.dataDisk, instanceFiles.savedState, instanceFiles.qmpSocket];
        await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
      }),
  };
}
