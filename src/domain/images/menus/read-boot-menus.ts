import type { BootMenu, BootMenuEntry } from '../image-description.ts';
import { readText } from '../iso/read-bytes.ts';
import type { IsoFile, IsoFiles } from '../iso/read-iso-files.ts';
import type { SectorReading } from '../iso/sectors.ts';
import type { MenuFile } from './menu-file.ts';
import { parseGrubMenu } from './parse-grub-menu.ts';
import { parseIsolinuxMenu } from './parse-isolinux-menu.ts';

/** Where installers keep their boot menus; the first one found of each loader is the one shown. */
const isolinuxPaths = [
  '/isolinux/isolinux.cfg',
  '/boot/isolinux/isolinux.cfg',
  '/isolinux.cfg',
  '/boot/x86_64/loader/isolinux.cfg',
  '/boot/syslinux/isolinux.cfg',
  '/boot/syslinux/syslinux.cfg',
  '/syslinux/isolinux.cfg',
  '/syslinux/syslinux.cfg',
  '/syslinux.cfg',
] as const;

const grubPaths = ['/boot/grub/grub.cfg', '/boot/grub2/grub.cfg', '/grub/grub.cfg', '/efi/boot/grub.cfg', '/grub.cfg'] as const;

/** Files that include files that include files: more than any installer has. */
const deepestInclude = 5;
const mostFiles = 40;

/** The boot menus of an ISO with everything they include. */
export function* readBootMenus(files: IsoFiles): SectorReading<readonly BootMenu[]> {
  const found = yield* files.read([...isolinuxPaths, ...grubPaths]);
  const first = (paths: readonly string[]) => paths.map((path) => found.find((file) => file.path === path)).find((file) => file);
  const isolinux = first(isolinuxPaths);
  const grub = first(grubPaths);
  return [
    ...(isolinux ? [yield* readMenu(files, isolinux, 'isolinux')] : []),
    ...(grub ? [yield* readMenu(files, grub, 'grub')] : []),
  ];
}

function* readMenu(files: IsoFiles, file: IsoFile, loader: BootMenu['loader']): SectorReading<BootMenu> {
  const parse = loader === 'isolinux' ? parseIsolinuxMenu : parseGrubMenu;
  const seen = new Set([file.path]);
  const all: MenuFile[] = [];
  let level: readonly IsoFile[] = [file];
  for (let depth = 0; level.length > 0 && depth < deepestInclude; depth += 1) {
    const parsed = level.map((each) => parse(readText(each.bytes)));
    all.push(...parsed);
    const wanted = parsed
      .flatMap(({ includes }, index) => includes.flatMap((name) => resolve(name, level[index]?.path ?? '/')))
      .filter((path) => !seen.has(path))
      .slice(0, mostFiles);
    wanted.forEach((path) => seen.add(path));
    level = wanted.length > 0 ? yield* files.read(wanted) : [];
  }
  return joinMenu(loader, file.path, all);
}

/** A name in a menu: from the root, or beside the file that names it. Variables cannot be followed. */
function resolve(name: string, from: string): readonly string[] {
  const path = name.replace(/^\(.*?\)/, '').replace(/^\$(prefix|\{prefix\})/, from.slice(0, from.lastIndexOf('/')));
  if (path === '' || path.includes('$')) {
    return [];
  }
  const folder = from.slice(0, from.lastIndexOf('/'));
  const parts = (path.startsWith('/') ? path : `${folder}/${path}`).split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') || parts.length > 12 ? [] : [`/${parts.join('/')}`];
}

function joinMenu(loader: BootMenu['loader'], path: string, parts: readonly MenuFile[]): BootMenu {
  const entries = parts.flatMap((part) => part.entries);
  // What is read later overrides, as it does in the loader.
  const timeoutSeconds = parts.map((part) => part.timeoutSeconds).findLast((timeout) => timeout !== undefined);
  const marked = parts.map((part) => part.defaultEntry).findLast((entry) => entry !== null) ?? null;
  return {
    loader,
    path,
    title: parts.map((part) => part.title).find((title) => title !== null) ?? null,
    timeoutSeconds: timeoutSeconds ?? null,
    entries: markDefault(entries, marked),
  };
}

/** `menu default` counts; else the entry that is named or numbered; else the first one. */
function markDefault(entries: readonly BootMenuEntry[], wanted: string | null): readonly BootMenuEntry[] {
  if (entries.some(({ isDefault }) => isDefault)) {
    return entries;
  }
  const byName = entries.findIndex(({ id, title }) => id === wanted || title === wanted);
  const byNumber = wanted !== null && /^\d+$/.test(wanted) ? Number(wanted) : -1;
  const chosen = byName >= 0 ? byName : byNumber >= 0 && byNumber < entries.length ? byNumber : 0;
  return entries.map((entry, index) => ({ ...entry, isDefault: index === chosen }));
}
