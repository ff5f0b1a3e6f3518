import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shells } from '../operations/operation-bench.ts';
import { hasQemu, openQemuBench } from '../qemu/qemu-bench.ts';

let bench: Awaited<ReturnType<typeof openQemuBench>>;

describe.skipIf(!hasQemu).each(shells)('driving a screen under %s', (...shell) => {
  beforeEach(async () => {
    bench = await openQemuBench(shell);
    await bench.start();
    await bench.command('{"execute":"qmp_capabilities"}');
    writeFileSync(bench.at('serial.log'), 'practice-installer: starting now\r\n');
    writeFileSync(bench.at('secrets'), 'rootPasswordHash $6$x\nrootPasswordKeys shift-p a s s\n', { mode: 0o600 });
  });
  afterEach(() => bench.close());

  const drive = (...instructions: string[]) => {
    const files = ['installed', 'events.log', 'run/control', 'serial.log', 'keys.log', 'run/keys.menu', 'secrets'].map(bench.at);
    return bench.runScript('drive-screen.sh', 'blue', bench.uuid, ...files, ...instructions);
  };

  it('presses keys, writes down which, and never which keys a password has', async () => {
    const done = await drive(
      'line',
      'practice-installer: starting .*$',
      'press',
      'c shift-tab ret',
      'secret',
      'rootPasswordKeys',
    );
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toBe('saw line: practice-installer: starting .*$\npressed c shift-tab ret\ntyped the rootPasswordKeys\n');
    const log = readFileSync(bench.at('keys.log'), 'utf8');
    expect(log).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ pressed c shift-tab ret$/m);
    expect(log + (await bench.read('events.log'))).not.toContain('shift-p');
  });

  it('does not press again what this start of the machine has had pressed', async () => {
    await drive('press', 'c', 'press', 'ret');
    expect(await drive('press', 'c', 'press', 'ret', 'press', 'f2')).toMatchObject({ code: 0, stdout: 'pressed f2\n' });
  });

  it('gives up in time, with what the screen shows', async () => {
    const { code, stderr } = await drive('within', '0', 'see', 'Boot from local drive', 'press', 'l');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        'The screen of blue did not show "Boot from local drive" within 0 seconds. It shows: nothing that can be read (graphics 640 480 unread)\n',
    });
    expect(existsSync(bench.at('keys.log'))).toBe(false);
  });

  it('presses no key that there is not, and says so where a password is gone', async () => {
    expect((await drive('press', 'c"}')).stderr).toBe('There is no key c"}.\n');
    expect((await drive('press', 'nokey')).stderr).toContain("does not accept value 'nokey'");
    expect((await drive('secret', 'rootPassword')).stderr).toContain('is not on the host any more');
  });

  it('needs nothing of a machine that was installed meanwhile, and fails where one has ended', async () => {
    await bench.command('{"execute":"quit"}');
    await bench.waitFor(async () => (await bench.read('events.log')).includes('SHUTDOWN'));
    expect(await drive('press', 'c')).toMatchObject({ code: 1, stderr: 'blue does not run.\n' });
    writeFileSync(bench.at('installed'), '1');
    expect(await drive('press', 'c')).toMatchObject({ code: 0, stdout: '' });
  });
});
