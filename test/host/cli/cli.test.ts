import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { ImageLibrary } from '#domain/images/image-library.ts';
import type { Machine } from '#domain/machines/machine.ts';
import type { Chain } from '#domain/path/chain.ts';
import { createCommandLine, program } from '#support/command-line.ts';

const upTimeoutMs = 600_000;

let home = '';

const nutshell = (...argv: readonly string[]) => createCommandLine(home).nutshell(...argv);
const json = <T>(code: number, ...argv: readonly string[]) => createCommandLine(home).json<T>(code, ...argv);
const events = <T>(...argv: readonly string[]) => createCommandLine(home).events<T>(...argv);

async function findIso(): Promise<string> {
  const { library } = await json<{ library: ImageLibrary }>(0, 'images', 'list', 'practice');
  const [image] = library.images;
  expect(image, 'an ISO where ISOs usually are').toBeDefined();
  return image?.path ?? '';
}

/** Starts the forward, connects as a viewer would, and ends it with Ctrl-C. */
async function greetingOfScreen(machine: string): Promise<string> {
  const env = { ...process.env, NUTSHELL_HOME: home };
  const child = spawn(process.execPath, [program, 'console', machine, '--listen', '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let out = '';
  for await (const chunk of child.stdout) {
    out += String(chunk);
    if (out.includes('}')) {
      break;
    }
  }
  const { port } = JSON.parse(out) as { port: number };
  const viewer = connect(port, '127.0.0.1');
  const [greeting] = (await once(viewer, 'data')) as [Buffer];
  viewer.destroy();
  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  return greeting.toString('latin1');
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'nutshell-cli-'));
  const told = await events<{ kind: string }>('practice', 'up');
  expect(told.at(-1)).toMatchObject({ kind: 'ready' });
}, upTimeoutMs);

afterAll(async () => {
  await nutshell('practice', 'down');
  await rm(home, { recursive: true, force: true });
}, upTimeoutMs);

// One story, in order: each step needs the one before it.
describe('nutshell on the practice host', () => {
  let launch: readonly string[] = [];

  it('knows the practice host as practice, without a question', async () => {
    const { hosts } = await json<{ hosts: { name: string; origin: string }[] }>(0, 'hosts', 'list');
    expect(hosts).toEqual([expect.objectContaining({ name: 'practice', origin: 'practice' })]);
    expect(await json(0, 'practice', 'status')).toMatchObject({ kind: 'running' });
  });

  it('check practice --json: nothing is missing', async () => {
    const { readiness } = await json<{ readiness: { lines: { id: string; level: string; found: string }[] } }>(
      0,
      'check',
      'practice',
    );
    const ids = readiness.lines.map((line) => line.id);
    expect(ids).toEqual(expect.arrayContaining(['nested', 'qemu']));
    expect(readiness.lines.filter((line) => line.level === 'missing')).toEqual([]);
  });

  it('launch --dry-run: tells the commands and changes nothing', async () => {
    launch = [
      'launch',
      'practice',
      '--role',
      'ciab',
      '--iso',
      await findIso(),
      '--name',
      'ciab',
      '--memory',
      '512M',
      '--disk',
      '1G',
    ];
    const { code, out } = await nutshell(...launch, '--dry-run');
    expect(code).toBe(0);
    expect(out).toContain('lvcreate');
    expect(out).toContain('52:54:00:');
    const script = await nutshell(...launch, '--script');
    expect(script.out).toMatch(/^#!/);
    expect(await json(0, 'list', 'practice')).toMatchObject({ machines: [] });
  });

  it('launch: runs step by step to its end', async () => {
    const told = await events<OperationEvent>(...launch);
    expect(told[0]).toMatchObject({ kind: 'started', subject: 'ciab' });
    expect(told.at(-1)).toMatchObject({ kind: 'finished', outcome: { kind: 'succeeded' } });
  });

  it('a second launch of the same name is refused, and says why', async () => {
    const { code, err } = await nutshell(...launch);
    expect(code).toBe(4);
    expect(err).toContain('ciab');
  });

  it('list --json: the machine runs', async () => {
    const { machines } = await json<{ machines: Machine[] }>(0, 'list');
    expect(machines).toEqual([expect.objectContaining({ name: 'ciab', owner: 'nutshell', host: 'practice' })]);
    expect(machines[0]?.state.kind).toBe('running');
  });

  it('chain ciab --json: em1, br0 and the tap are seen, joined', async () => {
    const { chains } = await json<{ chains: Chain[] }>(0, 'chain', 'ciab');
    const seen = chains[0]?.hops.filter((hop) => hop.place === 'host') ?? [];
    expect(seen.map((hop) => hop.kind)).toEqual(['physical', 'bridge', 'tap']);
    expect(seen.map((hop) => hop.name).slice(0, 2)).toEqual(['em1', 'br0']);
    const drawn = await nutshell('chain', 'ciab');
    expect(drawn.out).toContain('│ em1');
  });

  it('console: explains how to reach the screen with ssh', async () => {
    const { commands } = await json<{ commands: string[] }>(0, 'console', 'ciab');
    expect(commands.join('\n')).toContain('ssh');
  });

  it('console --listen: a viewer on the forwarded port hears the screen', async () => {
    expect(await greetingOfScreen('ciab')).toMatch(/^RFB 003\.008\n/);
  });

  it('operations --follow: tells the launch again from its journal', async () => {
    const { operations } = await json<{ operations: { operationId: string; state: string }[] }>(0, 'operations', 'practice');
    expect(operations[0]?.state).toBe('succeeded');
    const again = await events<OperationEvent>('operations', 'practice', '--follow', operations[0]?.operationId ?? '');
    expect(again.at(-1)).toMatchObject({ kind: 'finished', outcome: { kind: 'succeeded' } });
  });

  it('activity: shows what ran on the host', async () => {
    const { commands } = await json<{ commands: { purpose: string }[] }>(0, 'activity', 'practice');
    expect(commands.length).toBeGreaterThan(0);
  });

  it('destroy: needs the name, then leaves nothing behind', async () => {
    expect((await nutshell('destroy', 'ciab')).code).toBe(7);
    expect((await nutshell('destroy', 'ciab', '--dry-run')).out).toContain('removes /dev/');
    const told = await events<OperationEvent>('destroy', 'ciab', '--yes', 'ciab');
    expect(told.at(-1)).toMatchObject({ kind: 'finished', outcome: { kind: 'succeeded' } });
    expect(await json(0, 'list', 'practice')).toMatchObject({ machines: [] });
    const volumes = await nutshell('practice', 'ssh', '--', 'lvs', '--noheadings', '-o', 'lv_name', 'vg01');
    expect(volumes.out).not.toContain('ciab');
  });
});
