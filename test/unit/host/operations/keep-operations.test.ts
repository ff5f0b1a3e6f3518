import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { buildOperation } from '#domain/activity/build-operation.ts';
import { aPlan, aStep, collect, openBench } from './operation-bench.ts';

let bench: Awaited<ReturnType<typeof openBench>>;
afterEach(() => bench.close());

/** As a journal that is older than fifty others. */
function putOld(name: string, journal: string, undoableUntil = 0) {
  const folder = bench.operationFolder(name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'steps.sh'), `plan_undoable_until=${undoableUntil}\n`);
  writeFileSync(path.join(folder, 'journal'), journal);
  utimesSync(path.join(folder, 'journal'), 1_500_000_000, 1_500_000_000);
}

it('forgets old operations, but none that was interrupted or may still be undone', async () => {
  bench = await openBench();
  for (let count = 0; count < 60; count++) putOld(`young-${count}`, 'started 1 - .\nfinished 2 succeeded .\n');
  for (let count = 0; count < 60; count++) {
    const journal = path.join(bench.operationFolder(`young-${count}`), 'journal');
    utimesSync(journal, 1_600_000_000 + count, 1_600_000_000 + count);
  }
  putOld('ended', 'started 1 - .\nfinished 2 failed one - .\n');
  putOld('never-began', 'started 1');
  putOld('final', 'started 1 - .\nfinished 2 succeeded .\n', 1);
  putOld('interrupted', 'started 1 - .\nstep 2 one running - - .\n');
  putOld('torn', 'started 1 - .\nstep 2 one running - - .\nfini');
  putOld('undoable', 'started 1 - .\nfinished 2 succeeded .\n', Date.now() + 600_000);
  await bench.run(aPlan(aStep('one', 'true')));
  const kept = readdirSync(path.join(bench.stateDirectory, 'operations'));
  expect(kept.filter((name) => !name.startsWith('young'))).toEqual(['interrupted', 'op-1', 'torn', 'undoable']);
  expect(kept.filter((name) => name.startsWith('young'))).toHaveLength(49);
});

const canMount = process.getuid?.() === 0 && spawnSync('mount', ['--version']).status === 0;

/** A file system of half a mebibyte on the place where operations are kept, if this machine lets us mount one. */
function mountSmall(folder: string): boolean {
  mkdirSync(folder, { recursive: true });
  return canMount && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', folder]).status === 0;
}

describe('on a full disk', () => {
  it('an operation begins nothing, or tells its end: never a change without a word', async () => {
    bench = await openBench();
    if (!mountSmall(bench.stateDirectory)) return;
    try {
      const fill = `dd if=/dev/zero bs=1k 2>/dev/null >>"${bench.stateDirectory}/filler"; :`;
      const touch = (name: string) => `touch "${bench.folder}/${name}"`;
      const events = await bench.run(
        aPlan(
          aStep('one', touch('made'), { undo: `rm "${bench.folder}/made"` }),
          aStep('fill', fill),
          aStep('two', `${touch('two')}; exit 4`),
        ),
      );
      expect(buildOperation(events)?.outcome).toMatchObject({ kind: 'failed', leftovers: [] });
      expect(readdirSync(bench.folder)).not.toContain('made');
      execFileSync('sh', ['-c', fill]);
      await expect(
        collect(bench.runner.start(bench.shell, bench.request(aPlan(aStep('three', touch('three')))))),
      ).rejects.toThrow(/Nothing was begun: .*No space left/s);
      expect(readdirSync(bench.folder)).not.toContain('three');
    } finally {
      execFileSync('umount', [bench.stateDirectory]);
    }
  });
});
