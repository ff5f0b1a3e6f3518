import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { shells } from '../operations/operation-bench.ts';
import { hasQemu, openQemuBench } from '../qemu/qemu-bench.ts';

let bench: Awaited<ReturnType<typeof openQemuBench>>;
afterEach(() => bench.close());

async function openRunning(shell: readonly [string, ...string[]]): Promise<void> {
  bench = await openQemuBench(shell);
  await bench.start();
  await bench.command('{"execute":"qmp_capabilities"}');
  await bench.command('{"execute":"cont"}');
}
const status = async () => /"status": "([^"]*)"/.exec((await bench.command('{"execute":"query-status"}')).stdout)?.[1];
const record = () => bench.at('run/paused-op');
const pauseFor = (seconds: string, ...controls: string[]) => bench.runScript('pause-machines.sh', record(), seconds, ...controls);

describe.skipIf(!hasQemu)('pausing for a checkpoint, with a real QEMU', () => {
  it.each(shells)('%s: stands still, goes on, and tells for how long', async (...shell) => {
    await openRunning(shell);
    await mkdir(bench.at('checkpoint'));
    expect(await pauseFor('60', bench.control)).toMatchObject({ code: 0, stderr: '' });
    expect(await status()).toBe('paused');
    const resumed = await bench.runScript('resume-machines.sh', record(), '--must-be-paused', bench.at('checkpoint'));
    expect(resumed).toMatchObject({ code: 0, stdout: expect.stringMatching(/stood still for \d+ ms/) as string, stderr: '' });
    expect(await status()).toBe('running');
    expect(await readFile(bench.at('checkpoint/paused-ms'), 'utf8')).toMatch(/^\d+\n$/);
    // Taking the pause back once more changes nothing.
    expect(await bench.runScript('resume-machines.sh', record())).toMatchObject({ code: 0, stdout: '' });
  });

  it.each(shells)(
    '%s: goes on by itself after the limit, and who comes late is told that the moment is lost',
    async (...shell) => {
      await openRunning(shell);
      expect(await pauseFor('1', bench.control)).toMatchObject({ code: 0 });
      await bench.waitFor(async () => (await status()) === 'running');
      expect(existsSync(record())).toBe(false);
      const late = await bench.runScript('resume-machines.sh', record(), '--must-be-paused', bench.folder);
      expect(late).toMatchObject({ code: 1, stderr: expect.stringContaining('not of one moment') as string });
    },
  );

  it.each(shells)(
    '%s: fails where one of them cannot be paused, and the others go on when it is taken back',
    async (...shell) => {
      await openRunning(shell);
      expect(await pauseFor('60', bench.control, bench.at('nowhere'))).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('There is no control channel') as string,
      });
      expect(await bench.runScript('resume-machines.sh', record())).toMatchObject({ code: 0 });
      expect(await status()).toBe('running');
    },
  );
});

describe.skipIf(!hasQemu)('a snapshot inside a qcow2 file', () => {
  const words = (verb: string) => [verb, bench.uuid, bench.control, bench.at("it's $(x).qcow2"), 'checkpoint-op-1'];
  const list = async () => (await bench.run(['qemu-img', 'snapshot', '-l', '-U', bench.at("it's $(x).qcow2")])).stdout;

  it.each(shells)(
    '%s: is made and deleted by qemu-img where the machine stands still, by QEMU where it runs',
    async (...shell) => {
      bench = await openQemuBench(shell);
      const file = bench.at("it's $(x).qcow2");
      await bench.run(['qemu-img', 'create', '-q', '-f', 'qcow2', file, '16M']);
      expect(await bench.runScript('snapshot-file.sh', ...words('create'))).toMatchObject({ code: 0, stderr: '' });
      expect(await list()).toContain('checkpoint-op-1');
      expect(await bench.runScript('snapshot-file.sh', ...words('restore'))).toMatchObject({ code: 0, stderr: '' });
      expect(await bench.runScript('snapshot-file.sh', ...words('delete'))).toMatchObject({ code: 0, stderr: '' });
      expect(await list()).not.toContain('checkpoint-op-1');

      await bench.start('-drive', `file=${file},if=virtio,format=qcow2`);
      await bench.command('{"execute":"qmp_capabilities"}');
      expect(await bench.runScript('snapshot-file.sh', ...words('create'))).toMatchObject({ code: 0, stderr: '' });
      expect(await list()).toContain('checkpoint-op-1');
      expect(await bench.runScript('snapshot-file.sh', ...words('delete'))).toMatchObject({ code: 0, stderr: '' });
      expect(await list()).not.toContain('checkpoint-op-1');
      expect(await bench.runScript('snapshot-file.sh', ...words('delete'))).toMatchObject({ code: 0, stderr: '' });
    },
  );
});
