import type { AppApi } from '#contract/api.ts';
import type { CloudWish } from '#domain/clouds/cloud-wish.ts';
import type { ImageDescription } from '#domain/images/image-description.ts';
import type { LibraryImage } from '#domain/images/image-library.ts';
import { matchesPattern } from '#domain/recipes/match-pattern.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import { HostError } from '../ports/host-error.ts';

/** Each takes a round trip to look into; of more that could be meant, the newest count. */
const mostLookedInto = 5;
const capacity = 50;
/** It is the file that is wrong, and not the way to the host. */
const ofFile: readonly string[] = ['not-found', 'invalid-input', 'denied', 'unexpected-output'];

export interface FoundInstallers {
  readonly images: readonly ImageDescription[];
  /** Of files that the wish names and that are not there, in sentences. */
  readonly problems: readonly string[];
}

type Context = Parameters<AppApi['images']['list']>[1];

/** What the ISOs of a host are, as far as a cloud of this recipe needs to know. What has not changed is not read again. */
export function createInstallerFinder(images: Pick<AppApi['images'], 'list' | 'describe'>) {
  const known = new Map<string, ImageDescription>();

  async function look(hostId: string, image: LibraryImage, context: Context): Promise<ImageDescription> {
    const key = [hostId, image.path, image.sizeBytes, image.modifiedEpochMs].join(' ');
    const description = known.get(key) ?? (await images.describe({ hostId, path: image.path }, context));
    known.set(key, description);
    const [oldest] = known.keys();
    if (known.size > capacity && oldest !== undefined) {
      known.delete(oldest);
    }
    return description;
  }

  /** Those that the wish names; where it leaves it open, those in the library whose labels look right. */
  return async function findInstallers(
    hostId: string,
    wish: CloudWish,
    recipe: Recipe,
    context: Context,
  ): Promise<FoundInstallers> {
    const named = listNamed(wish);
    if (named.paths.length > 0 && !named.isOpen) {
      return describeNamed(named.paths, (path) => images.describe({ hostId, path }, context));
    }
    const { images: library } = await images.list({ hostId }, context);
    const candidates = chooseCandidates(library, recipe);
    const described = await Promise.all(candidates.map((image) => look(hostId, image, context)));
    const others = await describeNamed(named.paths, (path) => images.describe({ hostId, path }, context));
    return { images: [...described, ...others.images], problems: others.problems };
  };
}

function listNamed({ isoPath, machines }: CloudWish): { readonly paths: readonly string[]; readonly isOpen: boolean } {
  const paths = machines.length === 0 ? [isoPath] : machines.map((machine) => machine.isoPath ?? isoPath);
  return { paths: [...new Set(paths.filter((path) => path !== null))], isOpen: paths.includes(null) };
}

function chooseCandidates(library: readonly LibraryImage[], { media }: Recipe): readonly LibraryImage[] {
  const { volumeLabels } = media.recognise;
  const whole = library
    .filter(({ label, problem }) => label !== null && problem === null)
    .toSorted((one, other) => other.modifiedEpochMs - one.modifiedEpochMs);
  const fitting = whole.filter(({ label }) => volumeLabels.some((wanted) => matchesPattern(label?.volume ?? '', wanted)));
  return (fitting.length > 0 ? fitting : whole).slice(0, mostLookedInto);
}

async function describeNamed(
  paths: readonly string[],
  describe: (path: string) => Promise<ImageDescription>,
): Promise<FoundInstallers> {
  const found = await Promise.all(
    paths.map(async (path): Promise<ImageDescription | string> => {
      try {
        return await describe(path);
      } catch (error) {
        if (error instanceof HostError && ofFile.includes(error.code)) {
          return error.message;
        }
        throw error;
      }
    }),
  );
  return {
    images: found.filter((one) => typeof one !== 'string'),
    problems: found.filter((one) => typeof one === 'string'),
  };
}
