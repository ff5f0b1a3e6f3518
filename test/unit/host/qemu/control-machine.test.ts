import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { shells } from '../operations/operation-bench.ts';
import { hasQemu, openQemuBench } from './qemu-bench.ts';

let bench: Awaited<ReturnType<typeof openQemuBench>>;
afterEach(() => bench.close());

describe.skipIf(!hasQemu)('control-machine.sh with a real QEMU', () => {
  it.each(shells)('%s: commands it through the FIFO and reads its answer from the log', async (...shell) => {
    bench = await openQemuBench(shell);
    await bench.start();
    // QMP takes nothing before qmp_capabilities.
    expect(await bench.command('{"execute":"query-status"}')).toMatchObject({ code: 1 });
    expect(await bench.command('{"execute":"qmp_capabilities"}')).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse((await bench.command('{"execute":"query-status"}')).stdout)).toMatchObject({ return: { running: false } });
    expect(await bench.command('{"execute":"nonsense"}')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'The command nonsense has not been found\n',
    });
    const eject = JSON.stringify({ execute: 'eject', arguments: { id: `it's "$(touch ${bench.at('oops')})"` } });
    expect((await bench.command(eject)).stderr).toBe(`Device 'it's "$(touch ${bench.at('oops')})"' not found\n`);
    expect(existsSync(bench.at('oops'))).toBe(false);
  });

  it.each(shells)('%s: speaks to a monitor’s socket as well', async (...shell) => {
    bench = await openQemuBench(shell);
    await bench.start();
    const answer = await bench.runScript('control-machine.sh', bench.at('qmp.sock'), '{"execute":"query-status"}', '10');
    expect(answer).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(answer.stdout)).toMatchObject({ return: { status: 'prelaunch' } });
  });

  it.each(shells)('%s: says so where nobody answers, and where there is no channel', async (...shell) => {
    bench = await openQemuBench(shell);
    await bench.runScript('prepare-control.sh', bench.control, bench.at('events.log'));
    expect(await bench.command('{"execute":"stop"}', '1')).toMatchObject({
      code: 1,
      stderr: 'The machine did not answer within 1 seconds.\n',
    });
    const nowhere = await bench.runScript('control-machine.sh', bench.at('none'), '{"execute":"stop"}', '1');
    expect(nowhere.stderr).toContain('There is no control channel');
  });

  it.each(shells)('%s: keeps what the run before said', async (...shell) => {
    bench = await openQemuBench(shell);
    await bench.start();
    await bench.command('{"execute":"qmp_capabilities"}');
    await bench.command('{"execute":"quit"}');
    await bench.waitFor(async () => (await bench.read('events.log')).includes('"reason": "host-qmp-quit"'));
    await bench.runScript('prepare-control.sh', bench.control, bench.at('events.log'));
    expect(await bench.read('events.log')).toBe('');
    expect(await bench.read('events.log.1')).toContain('"event": "SHUTDOWN"');
  });
});
