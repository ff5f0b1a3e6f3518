import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseIpv4 } from '#domain/addressing/ipv4.ts';
import type { AddressRange } from '#domain/addressing/address-range.ts';
import type { BootMenuEntry, ImageDescription } from '#domain/images/image-description.ts';
import { defaultLocale, type InstallValues } from '#domain/recipes/install-values.ts';
import { readRecipe } from '#domain/recipes/read-recipe.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';

export const recipeFolder = join(import.meta.dirname, '../../resources/recipes');

export const builtInFiles = readdirSync(recipeFolder).filter((name) => name.endsWith('.yaml'));

export function readBuiltIn(id: string): string {
  return readFileSync(join(recipeFolder, `${id}.yaml`), 'utf8');
}

export function aBuiltInRecipe(id: string): Recipe {
  const reading = readRecipe(readBuiltIn(id));
  if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.problems[0]));
  return reading.recipe;
}

export function aRange(first: string, last = first): AddressRange {
  const [from, to] = [parseIpv4(first), parseIpv4(last)];
  if (from === null || to === null) throw new Error(`${first}-${last} is no range`);
  return { first: from, last: to };
}

/** A cloud in 10.101.7.x, as the article of 2013 has it. */
export function someInstallValues(changes: Partial<InstallValues> = {}): InstallValues {
  return {
    cloudName: 'blue',
    machine: {
      name: 'blue-1',
      ip: '10.101.7.2',
      prefixLength: 16,
      gateway: '10.101.0.2',
      nameservers: ['10.101.0.3', '10.101.0.4'],
    },
    ranges: {
      public: [aRange('10.101.7.64', '10.101.7.95')],
      private: [aRange('172.16.8.0', '172.16.9.255')],
      bridge: [aRange('172.31.252.1')],
    },
    settings: {},
    peers: { nc: ['10.101.7.3', '10.101.7.4'] },
    locale: defaultLocale,
    filesUrl: 'http://10.101.1.10:49152/7f3a',
    ...changes,
  };
}

export const aPasswordHash = '$6$saltsalt$0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ./';

interface IsoWish {
  readonly volume: string;
  readonly title: string | null;
  readonly entries: readonly BootMenuEntry[];
}

export function anIso({ volume, title, entries }: IsoWish): ImageDescription {
  return {
    path: '/srv/iso/installer.iso',
    sizeBytes: 28 * 1024 ** 2,
    modifiedEpochMs: 0,
    summary: `This is the ISO “${volume}”, and machines can boot from it.`,
    problems: [],
    content: {
      kind: 'iso',
      iso: {
        volume,
        publisher: null,
        createdEpochMs: null,
        isBootable: true,
        application: null,
        volumeBytes: 28 * 1024 ** 2,
        boot: [{ platform: 'bios', isBootable: true, emulation: 'none' }],
        menus: [{ loader: 'isolinux', path: '/isolinux/isolinux.cfg', title, timeoutSeconds: 60, entries }],
      },
    },
  };
}
