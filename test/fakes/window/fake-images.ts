import type { AppClient } from '#contract/api.ts';
import type { UploadEvent } from '#contract/images.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import { buildDeleteImagePlan, toDeletable } from '#domain/images/build-delete-image-plan.ts';
import { buildFetchPlan } from '#domain/images/build-fetch-plan.ts';
import type { Directory } from '#domain/images/directory.ts';
import { checkFetch } from '#domain/images/fetch-draft.ts';
import type { ImageDescription } from '#domain/images/image-description.ts';
import type { ImageLibrary } from '#domain/images/image-library.ts';
import { parseIsolinuxMenu } from '#domain/images/menus/parse-isolinux-menu.ts';
import type { Plan } from '#domain/plans/plan.ts';

/** The part of a world that has to do with images. */
interface ImageWorld {
  readonly directory: Directory;
  readonly library: ImageLibrary;
}

type Input<M extends keyof AppClient['images']> = Parameters<AppClient['images'][M]>[0];

const menuText = `
menu title Silvereye Installer for Eucalyptus
timeout 600
label ciab
  menu label Install CentOS 6 with Eucalyptus ^Cloud-in-a-box
  kernel vmlinuz
  append ks=cdrom:/ks/silvereye.cfg initrd=initrd.img ciab
label frontend
  menu label Install CentOS 6 with Eucalyptus ^Frontend
  kernel vmlinuz
  append ks=cdrom:/ks/silvereye.cfg initrd=initrd.img frontend
label nc
  menu label Install CentOS 6 with Eucalyptus ^Node Controller
  kernel vmlinuz
  append ks=cdrom:/ks/silvereye.cfg initrd=initrd.img nc
label minimal
  menu label Install ^generic CentOS 6 without Eucalyptus
  kernel vmlinuz
  append ks=cdrom:/ks/minimal.cfg initrd=initrd.img
label local
  menu label Boot from ^local drive
  menu default
  localboot 0xffff
`;

const practiceTitle = 'Practice Installer for Nutshell (behaves as Silvereye FastStart)';

/** The library as the scenario has it; what can be computed is computed by the real domain. */
export function fakeImages(world: ImageWorld, run: (plan: Plan) => AsyncGenerator<OperationEvent>) {
  return {
    browse: async () => world.directory,
    list: async () => world.library,
    addFolder: async ({ path }: Input<'addFolder'>): Promise<ImageLibrary> => ({
      ...world.library,
      folders: [{ path, origin: 'added', state: 'ready', freeBytes: 1e11 }, ...world.library.folders],
    }),
    removeFolder: async () => world.library,
    describe: async ({ path }: Input<'describe'>) => describeImage(path, world.library),
    async *fetch({ draft }: Input<'fetch'>) {
      yield* run(buildFetchPlan(checkFetch(draft, world.library).order!));
    },
    reviewDelete: async ({ path }: Input<'reviewDelete'>) => {
      const { plan, usedBy, refusal } = planDelete(world, path);
      return { plan, path, sizeBytes: 1_825_361_100, usedBy, refusal, script: '#!/bin/sh\n' };
    },
    async *delete({ path }: Input<'delete'>) {
      yield* run(planDelete(world, path).plan);
    },
    async *upload({ sizeBytes }: Input<'upload'>): AsyncGenerator<UploadEvent> {
      yield { kind: 'ready', ticket: 'ticket', offsetBytes: 0 };
      for (let done = 1; done <= 8; done++) {
        await new Promise((resolve) => setTimeout(resolve, 400));
        yield { kind: 'progress', doneBytes: (sizeBytes * done) / 12, totalBytes: sizeBytes };
      }
      await new Promise(() => undefined);
    },
  };
}

function planDelete({ library }: ImageWorld, path: string) {
  const part = library.partials.find(({ partPath }) => partPath === path);
  return buildDeleteImagePlan(part ? toDeletable(part) : library.images.find((image) => image.path === path)!);
}

/** The installers of clouds have the same entries under other titles. */
function findMenu(volume: string): string {
  return volume === 'SILVEREYE_PRACTICE' ? menuText.replace('Silvereye Installer for Eucalyptus', practiceTitle) : menuText;
}

function describeImage(path: string, { images }: ImageLibrary): ImageDescription {
  const { label, sizeBytes, modifiedEpochMs } = images.find((image) => image.path === path)!;
  const file = { path, sizeBytes, modifiedEpochMs };
  if (label === null) {
    return {
      ...file,
      content: { kind: 'other' },
      summary: 'This is a web page, not an image: what was fetched is probably the page about it, or an error.',
      problems: [],
    };
  }
  const { title, entries } = parseIsolinuxMenu(findMenu(label.volume));
  return {
    ...file,
    content: {
      kind: 'iso',
      iso: {
        ...label,
        application: 'GENISOIMAGE',
        volumeBytes: sizeBytes,
        boot: [{ platform: 'bios', isBootable: true, emulation: 'none' }],
        menus: [{ loader: 'isolinux', path: '/isolinux/isolinux.cfg', title, timeoutSeconds: 60, entries }],
      },
    },
    summary: `This is the ISO “${label.volume}”, and machines can boot from it. Its boot menu has ${entries.length.toString()} entries.`,
    problems: [],
  };
}
