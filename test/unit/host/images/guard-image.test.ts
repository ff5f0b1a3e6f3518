import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildDeleteImagePlan } from '#domain/images/build-delete-image-plan.ts';
import { limitTools } from '#support/limited-tools.ts';
import { shells } from '../operations/operation-bench.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nutshell guard'-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(process.platform !== 'linux').each(shells)('the guard under %s', (...shell) => {
  function guard(args: readonly string[], path = process.env.PATH): { code: number | null; said: string } {
    const [name, ...rest] = shell;
    const program = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
    const script = resolve('resources/host/guard-image.sh');
    const { status, stderr } = spawnSync(program, [...rest, script, ...args], { encoding: 'utf8', env: { PATH: path } });
    return { code: status, said: stderr };
  }

  /** With the very arguments that the plan has. */
  function guardDelete(file: string) {
    const { size, mtimeMs } = statSync(file);
    const { plan } = buildDeleteImagePlan({ path: file, sizeBytes: size, modifiedEpochMs: mtimeMs, usedBy: [] }, folder);
    const [step] = plan.steps;
    return step?.action.kind === 'guard' ? step.action.args : [];
  }

  it('lets a file in where nothing is in the way', () => {
    expect(guard(['fetch', folder, "it's $(x).iso", 'existing'])).toEqual({ code: 0, said: '' });
    expect(guard(['fetch', join(folder, 'new'), 'a.iso', 'new'])).toEqual({ code: 0, said: '' });
  });

  it.each<[string, (there: string) => readonly string[], string]>([
    ['what is there', (there) => ['fetch', there, 'a.iso', 'existing'], 'nothing is overwritten'],
    ['a link to nothing', (there) => ['fetch', there, 'link.iso', 'existing'], 'nothing is overwritten'],
    ['a folder that is gone', (there) => ['fetch', join(there, 'gone'), 'a.iso', 'existing'], 'There is no folder'],
    ['a folder that is a file', (there) => ['fetch', join(there, 'a.iso'), 'b.iso', 'existing'], 'is a file, not a folder'],
  ])('refuses %s', (_, args, sentence) => {
    writeFileSync(join(folder, 'a.iso'), 'x');
    symlinkSync('gone', join(folder, 'link.iso'));
    const { code, said } = guard(args(folder));
    expect(code).toBe(1);
    expect(said).toContain(sentence);
  });

  it('refuses what somebody is fetching, and a host that cannot fetch', async () => {
    const part = join(folder, 'a.iso.part');
    writeFileSync(part, '');
    const holder = spawn('flock', [part, 'sleep', '30']);
    await new Promise((go) => setTimeout(go, 300));
    expect(guard(['fetch', folder, 'a.iso', 'existing']).said).toContain('by somebody at this moment');
    expect(guard(guardDelete(part)).said).toContain('Cancel that first');
    holder.kill();
    const tools = limitTools(join(folder, 'tools'), []);
    expect(guard(['fetch', folder, 'b.iso', 'existing'], tools).said).toContain('none of curl, wget and python3');
  });

  it('lets a file go that nobody uses, and refuses one that a machine is defined with', () => {
    const file = join(folder, `it's "quoted" $(x).iso`);
    writeFileSync(file, 'x');
    expect(guard(guardDelete(file))).toEqual({ code: 0, said: '' });
    mkdirSync(join(folder, 'machines', 'ciab'), { recursive: true });
    const text = JSON.stringify({ name: 'ciab', isoPath: file }, null, 2);
    writeFileSync(join(folder, 'machines', 'ciab', 'machine.json'), text);
    expect(guard(guardDelete(file)).said).toContain('is the installer of machine ciab');
  });

  it('refuses a file that has changed since it was reviewed, a folder, and what is gone', () => {
    const file = join(folder, 'a.iso');
    writeFileSync(file, 'x');
    const reviewed = guardDelete(file);
    writeFileSync(file, 'longer');
    expect(guard(reviewed).said).toContain('has changed since it was reviewed');
    rmSync(file);
    expect(guard(reviewed).said).toContain('any more');
    mkdirSync(file);
    expect(guard(reviewed).said).toContain('is a folder');
  });
});
