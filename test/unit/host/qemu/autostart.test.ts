import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MachineDefinition } from '#domain/machines/machine-definition.ts';
import { aDefinition } from '#fakes/machines.ts';
import { shells } from '../operations/operation-bench.ts';
import { openQemuBench } from './qemu-bench.ts';

describe.skipIf(process.platform !== 'linux').each(shells)('machines that start with the host, under %s', (...shell) => {
  let bench: Awaited<ReturnType<typeof openQemuBench>>;
  beforeEach(async () => {
    bench = await openQemuBench(shell);
  });
  afterEach(() => bench.close());

  async function define(name: string, more: Partial<MachineDefinition>): Promise<void> {
    await mkdir(bench.at(`state/machines/${name}`), { recursive: true });
    const uuid = crypto.randomUUID();
    const content = aDefinition({ name, uuid, autostart: true, ...more });
    await writeFile(bench.at(`state/machines/${name}/machine.json`), `${JSON.stringify(content, null, 2)}\n`);
  }

  /** Stands for QEMU: writes down the words and the folder it was started with. */
  async function makeFakeQemu(): Promise<string> {
    await writeFile(bench.at('qemu'), `#!/bin/sh\nprintf '%s\\n' "$PWD" "$@" >"${bench.at('words')}"\n`);
    await chmod(bench.at('qemu'), 0o755);
    return bench.at('qemu');
  }

  const boot = () => bench.runScript('autostart-machines.sh', bench.at('state'), bench.at('run'));

  it('get the words they were started with last, byte for byte, but not the CD of the launch', async () => {
    const qemu = await makeFakeQemu();
    const odd = ['-name', 'it\'s "a" \\ $(touch oops) machine', '-boot', 'order=cd,once=d', '-uuid', 'u', '-daemonize'];
    await define('ciab', { argv: [qemu, ...odd] });
    await define('nc1', { argv: ['/nonexistent', '-uuid', 'u', '-daemonize'], autostart: false });
    expect(await boot()).toMatchObject({ code: 0, stdout: 'Started ciab.\n', stderr: '' });
    expect((await readFile(bench.at('words'), 'utf8')).trimEnd().split('\n')).toEqual(
      ['/', ...odd].map((word) => word.replace(',once=d', '')),
    );
    expect((await stat(bench.at('run/machines/ciab/control.in'))).isFIFO()).toBe(true);
  });

  it('begin in the folder they were found in, and not before Nutshell has started them once', async () => {
    const qemu = await makeFakeQemu();
    const origin = { kind: 'adopted', argv: ['kvm'], workingDirectory: bench.folder } as const;
    await define('alice', { argv: [qemu, '-uuid', 'u', '-daemonize'], origin });
    expect(await boot()).toMatchObject({ code: 0 });
    expect(await readFile(bench.at('words'), 'utf8')).toContain(path.basename(bench.folder));
    await define('bob', { argv: ['kvm', '-m', '1'], origin });
    expect(await boot()).toMatchObject({ code: 1, stderr: expect.stringContaining('bob was adopted') as string });
  });

  it('one that fails does not keep the others from starting', async () => {
    const qemu = await makeFakeQemu();
    await define('a-broken', { argv: ['/nonexistent/qemu', '-uuid', 'u', '-daemonize'] });
    await define('good', { argv: [qemu, '-uuid', 'u', '-daemonize'] });
    const { code, stdout, stderr } = await boot();
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'Started good.\n' });
    expect(stderr).toContain('a-broken did not start.');
  });

  it('have a unit while one of them wants it, and none after', async () => {
    const { at } = bench;
    await mkdir(at('bin'));
    await mkdir(at('units'));
    await writeFile(at('bin/systemctl'), `#!/bin/sh\necho "$@" >>"${at('calls')}"\n`);
    await chmod(at('bin/systemctl'), 0o755);
    const set = () =>
      bench.run([
        'env',
        `PATH=${at('bin')}:${process.env.PATH}`,
        ...shell,
        path.resolve('resources/host/set-autostart.sh'),
        at('state'),
        at('run'),
        at('units'),
      ]);
    await define('ciab', {});
    expect(await set()).toMatchObject({ code: 0, stderr: '' });
    expect(await readFile(at('units/nutshell-autostart.service'), 'utf8')).toContain(
      `${at('state')}/autostart/autostart-machines.sh`,
    );
    await define('ciab', { autostart: false });
    expect(await set()).toMatchObject({ code: 0, stderr: '' });
    await expect(stat(at('units/nutshell-autostart.service'))).rejects.toThrow();
    await expect(stat(at('state/autostart'))).rejects.toThrow();
    expect(await readFile(at('calls'), 'utf8')).toBe(
      'daemon-reload\nenable nutshell-autostart.service\ndisable nutshell-autostart.service\ndaemon-reload\n',
    );
  });
});
