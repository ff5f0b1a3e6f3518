import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { machineDraft } from '#contract/machines.ts';
import { buildDiskSteps } from '#domain/machines/build-disk-steps.ts';
import { getDiskPath, type MachineDisk } from '#domain/machines/machine-disk.ts';
import { buildPurgeStep, buildRecordSteps, buildSetAside } from '#domain/removals/build-removal-steps.ts';
import { aDraft, aUuid } from '#fakes/machines.ts';
import { aRemoval } from '#fakes/removals.ts';
import { aPlan, aStep, openBench, shells } from './operation-bench.ts';

const identity = { operationId: 'op', uuid: aUuid, createdEpochMs: 0, createdBy: 'ada@laptop' };

/** raw files need nothing that a Linux machine would not have. */
const hasQemuImg = spawnSync('qemu-img', ['--version']).status === 0;

/** What somebody might type to get more than a disk. */
const hostileText = fc.oneof(
  fc.constantFrom(
    ...['$(touch pwned)', '`touch pwned`', "'; touch pwned; '", '"; touch pwned; "', '-rf', '--help', '..', '.', '*', '~', ''],
    ...['a b', 'a\nb', 'a\0b', 'a/b', 'ä✓', '|lvremove', '&', '\\', 'x'.repeat(300), '%s%n', '$HOME', '#', '!', 'ciab', 'C+_.-9'],
  ),
  fc.string({ maxLength: 12 }),
);
/** One that could be there: a longer name is none to any file system of Linux. */
const hostileFolder = fc
  .array(
    hostileText.filter((part) => part.length < 64),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => parts.join('/'));

/** The draft that passes the door, or the sentences with which it is turned away. */
function pass(disk: object): { readonly disk: MachineDisk } | { readonly sentences: readonly string[] } {
  const parsed = machineDraft.safeParse({ ...aDraft(), disk });
  return parsed.success ? { disk: parsed.data.disk } : { sentences: parsed.error.issues.map(({ message }) => message) };
}

function expectSentences(sentences: readonly string[]): void {
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z][^\n]{5,}$/);
}

describe.skipIf(process.platform !== 'linux').each(shells)('a disk that somebody tries to misuse, under %s', (...shell) => {
  let bench: Awaited<ReturnType<typeof openBench>>;
  let root = '';
  beforeAll(async () => {
    bench = await openBench(shell);
    root = join(bench.folder, 'disks');
    mkdirSync(root);
  });
  afterAll(() => bench.close());

  const outcomeOf = async (...steps: Parameters<typeof aPlan>) => (await bench.run(aPlan(...steps))).at(-1);

  /** Away, back again, away again, and gone. */
  async function setAsideAndPurge(disk: Extract<MachineDisk, { kind: 'file' }>): Promise<void> {
    const removed = { kind: 'file', folder: disk.folder, path: getDiskPath(disk), uuid: aUuid, sizeBytes: null } as const;
    const paths = { stateDirectory: join(bench.folder, 'state'), runDirectory: join(bench.folder, 'run') };
    const removal = aRemoval({ disks: [removed] });
    const setAside = buildSetAside(removed, aUuid, removal);
    const failing = aStep('fail', 'exit 1');
    expect(await outcomeOf(setAside, failing)).toMatchObject({ outcome: { kind: 'failed', stepId: 'fail', leftovers: [] } });
    expect(statSync(getDiskPath(disk)).ino).toBe(statSync(join(disk.folder, '.nutshell', aUuid)).ino);
    const purge = buildPurgeStep(removal, 0, paths);
    const steps = [...buildRecordSteps(removal, paths), setAside, purge];
    expect(await outcomeOf(...steps)).toMatchObject({ outcome: { kind: 'succeeded' } });
    expect(readdirSync(disk.folder)).toEqual([]);
  }

  it('is a file of exactly that name in exactly that folder, or a sentence', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(hostileFolder, hostileText, async (subfolder, name) => {
        const passed = pass({ kind: 'file', folder: `${root}/${subfolder}`, format: 'raw', name, sizeGiB: 0.125 });
        if ('sentences' in passed) {
          return expectSentences(passed.sentences);
        }
        const { disk } = passed;
        if (disk.kind !== 'file') throw new Error('no file');
        mkdirSync(disk.folder, { recursive: true });
        expect(await outcomeOf(...buildDiskSteps(disk, identity))).toMatchObject({ outcome: { kind: 'succeeded' } });
        const { size, blocks } = statSync(getDiskPath(disk));
        expect({ size, isAllTaken: blocks * 512 >= size }).toEqual({ size: 128 * 1024 ** 2, isAllTaken: true });
        expect(readdirSync(disk.folder).sort()).toEqual(['.nutshell', `${name}.raw`].sort());
        await setAsideAndPurge(disk);
        rmSync(root, { recursive: true });
        mkdirSync(root);
      }),
      { numRuns: 25 },
    );
    expect(readdirSync(bench.folder)).not.toContain('pwned');
    expect(existsSync('/pwned')).toBe(false);
  });

  it('reaches lvcreate word for word, or is a sentence', { timeout: 120_000 }, async () => {
    const bin = join(bench.folder, 'bin');
    const log = join(bench.folder, 'words');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'lvcreate'), `#!/bin/sh\nprintf '%s\\n' "$@" >'${log}'\n`);
    chmodSync(join(bin, 'lvcreate'), 0o755);
    const size = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, -1, 0.125, 1e21, 2.5, 100));
    await fc.assert(
      fc.asyncProperty(hostileText, hostileText, hostileText, size, async (group, pool, name, sizeGiB) => {
        const passed = pass({ kind: 'lvm-thin', group, pool, name, sizeGiB });
        if ('sentences' in passed) {
          return expectSentences(passed.sentences);
        }
        const [step] = buildDiskSteps(passed.disk, identity);
        if (step?.action.kind !== 'run') throw new Error('no command');
        const [program, ...words] = step.action.argv;
        await outcomeOf({
          ...step,
          check: null,
          undo: null,
          action: { kind: 'run', argv: [join(bin, program ?? ''), ...words] },
        });
        expect(readFileSync(log, 'utf8').trimEnd().split('\n')).toEqual(words);
        expect(words.filter((word) => word.startsWith('-'))).toEqual(
          expect.arrayContaining(['-V', '--thinpool', '-n', '--addtag', '--yes']) as string[],
        );
      }),
      {
        numRuns: 60,
        examples: [
          ['vg01', 'C+_.-9', 'a', 2.5],
          ['C+_.-9', 'pool0', 'b', 100],
        ],
      },
    );
  });

  it.skipIf(!hasQemuImg)('is a qcow2 file where a raw one would be as well', async () => {
    const folder = join(root, "it's, $(here)");
    mkdirSync(folder);
    const disk = { kind: 'file', folder, format: 'qcow2', name: 'ciab', sizeGiB: 0.125 } as const;
    expect(await outcomeOf(...buildDiskSteps(disk, identity))).toMatchObject({ outcome: { kind: 'succeeded' } });
    const info = JSON.parse(
      execFileSync('qemu-img', ['info', '--output=json', getDiskPath(disk)], { encoding: 'utf8' }),
    ) as object;
    expect(info).toMatchObject({ format: 'qcow2', 'virtual-size': 128 * 1024 ** 2 });
    // By its length a file says what it may grow to: the guard counts on it.
    expect(statSync(getDiskPath(disk)).size).toBeGreaterThanOrEqual(128 * 1024 ** 2);
    expect(statSync(getDiskPath(disk)).blocks * 512).toBeLessThan(1024 ** 2);
  });

  it.each(hasQemuImg ? (['raw', 'qcow2'] as const) : (['raw'] as const))(
    'leaves a %s file alone that is there already, and nothing of its own',
    async (format) => {
      const folder = join(root, format);
      mkdirSync(folder);
      const disk = { kind: 'file', folder, format, name: 'ciab', sizeGiB: 0.125 } as const;
      writeFileSync(getDiskPath(disk), 'precious');
      expect(await outcomeOf(...buildDiskSteps(disk, identity))).toMatchObject({
        outcome: { kind: 'failed', stepId: 'name-disk-file', leftovers: [] },
      });
      expect(readdirSync(folder)).toEqual([`ciab.${format}`]);
      expect(readFileSync(getDiskPath(disk), 'utf8')).toBe('precious');
    },
  );
});
