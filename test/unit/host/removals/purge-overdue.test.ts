import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { aPlan, aStep, openBench, shells } from '../operations/operation-bench.ts';

let bench: Awaited<ReturnType<typeof openBench>>;
afterEach(() => bench.close());

/** As after a restart of the host: what waited is gone, and whoever begins the next operation sees to it. */
it.each(shells)('%s: the next operation removes what is overdue, and nothing else', async (...shell) => {
  bench = await openBench(shell);
  const add = (name: string, seconds: number): string => {
    const folder = path.join(bench.stateDirectory, 'removed', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'disks.sh'), `is_due ${seconds} || return 0\n`);
    writeFileSync(path.join(folder, 'armed'), '');
    return folder;
  };
  const [overdue, waiting] = [add('op-old', 7), add('op-new', 9_000_000_000)];
  copyFileSync('resources/host/purge-removed.sh', path.join(bench.stateDirectory, 'purge-removed.sh'));
  await bench.run(aPlan(aStep('nothing', 'true')));
  await expect.poll(() => existsSync(overdue), { timeout: 10_000 }).toBe(false);
  expect(existsSync(waiting)).toBe(true);
});
