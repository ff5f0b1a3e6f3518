import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { CloudView } from '#domain/clouds/list-clouds.ts';
import type { InstallPhase } from '#domain/clouds/timeline/install-timeline.ts';
import { createCommandLine, type Ended } from '#support/command-line.ts';
import { makeHomeWithHost } from '#support/home-with-host.ts';
import { openPracticeHost, type TestHost } from '#support/practice-host.ts';
import { removeFolder } from '#support/remove-folder.ts';

/** What `up --json` tells beside the operation: the installs as they come along. */
export interface InstallEvent {
  readonly kind: 'install';
  readonly machine: string;
  readonly phase: InstallPhase;
}
export type UpEvent = OperationEvent | InstallEvent;

/** Of root on the machines of these tests. It may stand in nothing that is shown or kept. */
export const rootPassword = 'practice-password';

/** A practice host of its own, and a laptop that knows it, on which clouds are brought up by the command line. */
export interface CloudHost {
  readonly host: TestHost;
  nutshell(...argv: readonly string[]): Promise<Ended>;
  /** Writes a cloud file with these lines behind its name and recipe; its path. */
  writeCloud(name: string, lines: readonly string[]): Promise<string>;
  /** `nutshell up FILE --json` with a password for root, to its end. */
  up(file: string, ...more: readonly string[]): Promise<readonly UpEvent[]>;
  events(...argv: readonly string[]): Promise<readonly OperationEvent[]>;
  listClouds(): Promise<readonly CloudView[]>;
  close(): Promise<void>;
}

export async function openCloudHost(): Promise<CloudHost> {
  const host = await openPracticeHost();
  const { homeDirectory } = await makeHomeWithHost(host.running);
  const line = createCommandLine(homeDirectory);
  const passwordFile = join(homeDirectory, 'password');
  await writeFile(passwordFile, `${rootPassword}\n`, { mode: 0o600 });
  await line.nutshell('addresses', 'own', 'lab', '10.101.7.x', '172.30.0.0/20');
  return {
    host,
    nutshell: line.nutshell,
    events: (...argv) => line.events<OperationEvent>(...argv),
    async writeCloud(name, lines) {
      const path = join(homeDirectory, `${name}.yaml`);
      await writeFile(path, ['cloud: 1', `name: ${name}`, 'recipe: practice-cloud', ...lines, ''].join('\n'));
      return path;
    },
    up: (file, ...more) => line.events<UpEvent>('up', file, '--root-password-file', passwordFile, ...more),
    listClouds: async () => (await line.json<{ clouds: readonly CloudView[] }>(0, 'clouds', 'list')).clouds,
    async close() {
      await host.close();
      await removeFolder(homeDirectory);
    },
  };
}

/** The stages that a machine's install went through, as they were told. */
export function listStages(told: readonly UpEvent[], machine: string): readonly string[] {
  return told.flatMap((event) => (event.kind === 'install' && event.machine === machine ? [event.phase.stage] : []));
}

export function listTimes(told: readonly UpEvent[], stepId: string): readonly number[] {
  return told.flatMap((event) => (event.kind === 'step' && event.stepId === stepId ? [event.atEpochMs] : []));
}

/** How each machine of a cloud is: running, or why it does not run. */
export function listStates(clouds: readonly CloudView[], name: string): readonly string[] {
  const found = clouds.find((cloud) => cloud.name === name);
  return found?.kind === 'cloud'
    ? found.machines.map(({ machine }) =>
        machine === null ? 'gone' : machine.state.kind === 'stopped' ? machine.state.how.kind : 'running',
      )
    : [];
}
