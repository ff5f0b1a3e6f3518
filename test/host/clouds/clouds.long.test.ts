import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { CloudView } from '#domain/clouds/list-clouds.ts';
import type { InstallPhase } from '#domain/clouds/timeline/install-timeline.ts';
import { createCommandLine } from '#support/command-line.ts';

/**
 * Installs under emulation within emulation, on two cores that others used as well. Measured by hand, once each: a Cloud in a Box was
 * installed after 140 s and ready after 215 s; while the load was about ten, a Frontend and a node controller, one after the other, took
 * 19 minutes. The smaller disk is the least that the recipe takes; the installer formats it whole.
 */
const installTimeoutMs = 1_800_000;

/** What `up --json` tells beside the operation: the installs as they come along. */
interface InstallEvent {
  readonly kind: 'install';
  readonly machine: string;
  readonly phase: InstallPhase;
}
type UpEvent = OperationEvent | InstallEvent;

let home = '';
const nutshell = (...argv: readonly string[]) => createCommandLine(home).nutshell(...argv);
const json = <T>(code: number, ...argv: readonly string[]) => createCommandLine(home).json<T>(code, ...argv);
const events = <T>(...argv: readonly string[]) => createCommandLine(home).events<T>(...argv);

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'nutshell-clouds-'));
  await writeFile(join(home, 'password'), 'practice-password\n', { mode: 0o600 });
  const told = await events<{ kind: string }>('practice', 'up');
  expect(told.at(-1)).toMatchObject({ kind: 'ready' });
  await nutshell('addresses', 'own', 'practice', '10.101.7.x', '172.30.0.0/20');
});
afterAll(async () => {
  await nutshell('practice', 'down');
  await rm(home, { recursive: true, force: true });
});

async function writeCloud(name: string, lines: readonly string[]): Promise<string> {
  const path = join(home, `${name}.yaml`);
  await writeFile(path, ['cloud: 1', `name: ${name}`, 'recipe: practice-cloud', ...lines, ''].join('\n'));
  return path;
}

const up = (file: string) => events<UpEvent>('up', file, '--root-password-file', join(home, 'password'));
const stagesOf = (told: readonly UpEvent[], machine: string) =>
  told.flatMap((event) => (event.kind === 'install' && event.machine === machine ? [event.phase.stage] : []));
const timesOf = (told: readonly UpEvent[], stepId: string) =>
  told.flatMap((event) => (event.kind === 'step' && event.stepId === stepId ? [event.atEpochMs] : []));

async function listClouds(): Promise<readonly CloudView[]> {
  return (await json<{ clouds: readonly CloudView[] }>(0, 'clouds', 'list')).clouds;
}
const statesOf = (clouds: readonly CloudView[], name: string) =>
  clouds.flatMap((cloud) =>
    cloud.name === name && cloud.kind === 'cloud' ? cloud.machines.map(({ machine }) => machine?.state.kind ?? 'gone') : [],
  );

// One story, in order: each step needs the one before it.
describe('clouds on a real KVM host, by the command line', () => {
  let blue = '';

  it(
    'brings up a Cloud in a Box without a hand, from a name and a recipe to ready',
    async () => {
      blue = await writeCloud('blue', ['machines:', '  - role: ciab', '    diskGiB: 1']);
      const told = await up(blue);
      expect(told.at(-1)).toMatchObject({ kind: 'finished', outcome: { kind: 'succeeded' } });
      expect(stagesOf(told, 'blue')).toEqual(expect.arrayContaining(['booting', 'first-boot']));
      expect(JSON.stringify(told)).toContain('blue is ready.');
      expect(JSON.stringify(told)).not.toContain('practice-password');
      const clouds = await listClouds();
      expect(statesOf(clouds, 'blue')).toEqual(['running']);
    },
    installTimeoutMs,
  );

  it('leaves no secret and nothing of the installer behind, and a definition that never installs again', async () => {
    const look = 'ls -A /run/nutshell/secrets; ls -d /var/lib/nutshell/machines/blue/install';
    expect(await nutshell('practice', 'ssh', '--', look)).toMatchObject({
      out: '',
      err: expect.stringContaining('No such file') as string,
    });
    const definition = await nutshell('practice', 'ssh', '--', 'cat /var/lib/nutshell/machines/blue/machine.json');
    expect(definition.out).not.toContain('-kernel');
    expect(definition.out).not.toContain('ks=');
  });

  it('has nothing to do for the same file, and says what it does not do for another', async () => {
    const same = await nutshell('up', blue);
    expect(same).toMatchObject({ code: 0 });
    expect(same.err).toContain('Nothing is different: the cloud is as the file has it.');
    const larger = await writeCloud('blue', ['machines:', '  - role: ciab', '    diskGiB: 1', '    memoryMiB: 1024']);
    const refused = await nutshell('up', larger);
    expect(refused).toMatchObject({ code: 4 });
    expect(refused.err).toContain('Up leaves machines that are there alone: change blue by itself first.');
  });

  it('refuses a second cloud where its addresses overlap, and names the other', async () => {
    const refused = await nutshell('up', await writeCloud('green', ['addresses:', '  public: 10.101.7.40-10.101.7.50']));
    expect(refused).toMatchObject({ code: 4 });
    expect(refused.err).toContain('the public addresses of cloud blue, claimed by');
    expect((await listClouds()).map(({ name }) => name)).toEqual(['blue']);
  });

  it(
    'places it beside the first: a Frontend and a node controller, which begins before it',
    async () => {
      const machines = ['machines:', '  - { role: frontend, diskGiB: 1 }', '  - { role: nc, diskGiB: 1 }'];
      const told = await up(await writeCloud('green', machines));
      expect(told.at(-1)).toMatchObject({ kind: 'finished', outcome: { kind: 'succeeded' } });
      const [readyEpochMs = Infinity] = timesOf(told, 'wait-until-ready@green-nc').toReversed();
      const [startedEpochMs = 0] = timesOf(told, 'start-installer@green-frontend');
      expect(readyEpochMs).toBeLessThanOrEqual(startedEpochMs);
      const clouds = await listClouds();
      expect(statesOf(clouds, 'blue')).toEqual(['running']);
      expect(statesOf(clouds, 'green')).toEqual(['running', 'running']);
    },
    2 * installTimeoutMs,
  );

  it('takes it down as one operation, and brings all of it back as one', async () => {
    const told = await events<OperationEvent>('down', 'green', '--yes', 'green');
    const [started] = told;
    expect(told.at(-1)).toMatchObject({ kind: 'finished', outcome: { kind: 'succeeded' } });
    expect((await listClouds()).map(({ name }) => name)).toEqual(['blue']);
    const id = started?.kind === 'started' ? started.operationId : '';
    expect(await nutshell('operations', 'undo', id)).toMatchObject({ code: 0 });
    expect(statesOf(await listClouds(), 'green')).toEqual(['stopped', 'stopped']);
    const exported = await nutshell('export', 'green');
    expect(exported.out).toContain('name: green-nc');
  });
});
