import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PracticeStepId } from '#domain/practice/practice.ts';
import { HostError } from '#core/ports/host-error.ts';
import { chooseAccelerator, parseAcceleratorChoice } from './accelerator.ts';
import { createBuildCache } from './build-cache.ts';
import { buildImages, findImages, startLogs, type BuildContext, type Images } from './build-images.ts';
import { findPlatformProblem, listMissingTools } from './find-build-problem.ts';
import { listMissingPackages, missingPackagesFault } from './install-packages.ts';
import { practicePackages } from './package-lists.ts';
import { practiceFault } from './practice-fault.ts';
import type { PracticeHostsOptions, WorkOptions } from './practice-hosts.ts';
import { createProgress, type ProgressReporter } from './progress.ts';
import { readRecipe, toSavedStateKey, type Recipe } from './recipe.ts';
import { buildReadyState } from './save-ready-state.ts';
import type { Build } from './start-instance.ts';
import { useLock } from './use-lock.ts';

const keepDays = 14;

export interface Builder {
  /** Builds what is missing. The steps of `after` are counted into the percent and left to the caller. */
  ensure(
    work: WorkOptions,
    after: readonly PracticeStepId[],
  ): Promise<{ readonly build: Build; readonly progress: ProgressReporter }>;
  /** The finished build for these inputs; null when something is missing. Starts nothing. */
  find(): Promise<Build | null>;
}

/** Builds practice hosts, once for all processes of this laptop: one lock, one cache. */
export function createBuilder({ cacheDir, resourcesDir, accel, log }: PracticeHostsOptions): Builder {
  const cache = createBuildCache(cacheDir);
  const choice = parseAcceleratorChoice(accel, process.env['NUTSHELL_ACCEL']);

  async function findBuild(recipe: Recipe): Promise<Build | null> {
    const images = await findImages(cache, recipe);
    if (images === null) {
      return null;
    }
    const accelerator = await choose(images, recipe);
    const savedState = await cache.find('ready', toSavedStateKey(recipe, accelerator));
    return savedState === null ? null : { accelerator, rootFileSystem: images.rootFileSystem, savedState };
  }

  async function choose(images: Images, { qemuVersion }: Recipe): Promise<Build['accelerator']> {
    const kernelPath = join(images.rootFileSystem, 'vmlinuz');
    return await chooseAccelerator(
      choice,
      { cacheDir, kernelPath, initrdPath: join(images.rootFileSystem, 'initrd'), qemuVersion },
      log,
    );
  }

  async function listSteps(recipe: Recipe): Promise<readonly PracticeStepId[]> {
    const entries = [
      ['root-file-system', recipe.rootFileSystemKey],
      ['installer', recipe.installerKey],
      ['disk', recipe.diskKey],
    ] as const;
    const found = await Promise.all(entries.map(([name, key]) => cache.find(name, key)));
    return [...entries.filter((_entry, index) => found[index] === null).map(([name]) => name), 'boot', 'save'];
  }

  async function buildAll(context: BuildContext): Promise<Build> {
    const images = await buildImages(context);
    const accelerator = await choose(images, context.recipe);
    const savedState = await buildReadyState(context, images, accelerator);
    return { accelerator, rootFileSystem: images.rootFileSystem, savedState };
  }

  return {
    async find() {
      return (await listMissingTools()).length > 0 ? null : await findBuild(await readRecipe(resourcesDir));
    },
    async ensure({ onProgress, signal }, after) {
      await checkMachine(resourcesDir);
      await mkdir(cacheDir, { recursive: true, mode: 0o700 });
      const recipe = await readRecipe(resourcesDir);
      const ready = await findBuild(recipe);
      if (ready !== null) {
        return { build: ready, progress: createProgress(after, onProgress) };
      }
      const progress = createProgress([...(await listSteps(recipe)), ...after], onProgress);
      const onWait = () => progress.update('disk', 0, 'Another Nutshell is building the practice host; waiting for it');
      return await useLock(join(cacheDir, 'build.lock'), { signal, onWait }, async () => {
        await cache.prune(keepDays);
        await startLogs(cacheDir);
        const build = await buildAll({ cache, cacheDir, resourcesDir, recipe, progress, signal });
        return { build, progress };
      });
    },
  };
}

async function checkMachine(resourcesDir: string): Promise<void> {
  const problem = findPlatformProblem({ platform: process.platform, arch: process.arch });
  if (problem !== null) {
    throw new HostError(problem.code, problem.message, problem.hint === null ? {} : { hint: problem.hint });
  }
  const missingTools = await listMissingTools();
  if (missingTools.length === 0) {
    return;
  }
  const missingPackages = await listMissingPackages(await practicePackages(resourcesDir));
  if (missingPackages.length > 0) {
    throw missingPackagesFault(missingPackages);
  }
  throw practiceFault(`The practice host needs ${missingTools.join(', ')}, which cannot be found on this machine.`, {
    hint: 'Install them and check that they are in PATH.',
  });
}
