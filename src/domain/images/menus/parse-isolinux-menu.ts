import type { BootMenuEntry } from '../image-description.ts';
import { clipEntries, clipText, toKernelWords, type MenuFile } from './menu-file.ts';

interface OpenEntry {
  readonly id: string;
  label: string | null;
  kernel: string | null;
  append: string;
  isLocalBoot: boolean;
  isDefault: boolean;
  isShown: boolean;
}

interface Reading {
  title: string | null;
  timeoutTenths: number | undefined;
  defaultEntry: string | null;
  /** Inside `text help … endtext`. */
  isInText: boolean;
  readonly entries: OpenEntry[];
  readonly includes: string[];
}

/** A configuration of ISOLINUX, SYSLINUX or PXELINUX (syslinux.txt, menu.txt), line by line; what it does not know it passes over. */
export function parseIsolinuxMenu(text: string): MenuFile {
  const reading: Reading = {
    title: null,
    timeoutTenths: undefined,
    defaultEntry: null,
    isInText: false,
    entries: [],
    includes: [],
  };
  for (const line of text.split(/\r?\n|\r/)) {
    readLine(line.trim(), reading);
  }
  const { title, timeoutTenths, defaultEntry, entries, includes } = reading;
  return {
    title,
    timeoutSeconds: timeoutTenths === undefined ? undefined : timeoutTenths === 0 ? null : timeoutTenths / 10,
    defaultEntry,
    entries: clipEntries(entries.filter(({ isShown }) => isShown).map(toEntry)),
    includes,
  };
}

type Reader = (rest: string, reading: Reading, entry: OpenEntry | undefined) => void;

const include: Reader = (rest, { includes }) => void includes.push(rest.split(/\s/)[0] ?? '');

const setKernel: Reader = (rest, _reading, entry) => {
  if (entry) {
    entry.kernel = rest;
  }
};

const hide: Reader = (_rest, _reading, entry) => {
  if (entry) {
    entry.isShown = false;
  }
};

const readers: Readonly<Record<string, Reader>> = {
  label: (rest, { entries }) => void entries.push(openEntry(rest)),
  include,
  kernel: setKernel,
  linux: setKernel,
  com32: setKernel,
  boot: setKernel,
  text: (rest, reading) => {
    reading.isInText = rest.toLowerCase().startsWith('help');
  },
  timeout: (rest, reading) => {
    reading.timeoutTenths = /^\d{1,6}$/.test(rest) ? Number(rest) : reading.timeoutTenths;
  },
  default: (rest, reading) => {
    reading.defaultEntry = isModule(rest) ? reading.defaultEntry : clipText(rest);
  },
  append: (rest, _reading, entry) => {
    if (entry) {
      entry.append = rest;
    }
  },
  localboot: (_rest, _reading, entry) => {
    if (entry) {
      entry.isLocalBoot = true;
    }
  },
  'menu include': include,
  'menu disable': hide,
  'menu disabled': hide,
  'menu hide': hide,
  'menu separator': hide,
  'menu title': (rest, reading) => {
    reading.title ??= clipText(rest);
  },
  'menu label': (rest, _reading, entry) => {
    if (entry) {
      entry.label = rest;
    }
  },
  'menu default': (_rest, _reading, entry) => {
    if (entry) {
      entry.isDefault = true;
    }
  },
};

function readLine(line: string, reading: Reading): void {
  const [, first = '', words = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
  if (reading.isInText || line.startsWith('#')) {
    reading.isInText = reading.isInText && first.toLowerCase() !== 'endtext';
    return;
  }
  const [, second = '', behind = ''] = /^(\S+)\s*(.*)$/.exec(words) ?? [];
  const isMenu = first.toLowerCase() === 'menu';
  const keyword = isMenu ? `menu ${second.toLowerCase()}` : first.toLowerCase();
  if (Object.hasOwn(readers, keyword)) {
    readers[keyword]?.(isMenu ? behind : words, reading, reading.entries.at(-1));
  }
}

function openEntry(id: string): OpenEntry {
  return { id, label: null, kernel: null, append: '', isLocalBoot: false, isDefault: false, isShown: true };
}

/** `default menu.c32` names the program that draws the menu, not an entry of it. */
function isModule(name: string): boolean {
  return /\.(c32|cbt|bin)\b/i.test(name);
}

function toEntry({ id, label, kernel, append, isLocalBoot, isDefault }: OpenEntry): BootMenuEntry {
  const shown = label ?? id;
  const leavesDisc = isLocalBoot || /chain\.c32/i.test(kernel ?? '');
  return {
    id: clipText(id),
    title: clipText(shown.replace(/\^(\S)/, '$1')),
    hotkey: /\^(\S)/.exec(shown)?.[1]?.toLowerCase() ?? null,
    kernel: kernel === null ? null : clipText(kernel),
    words: toKernelWords(append),
    isDefault,
    isLocalBoot: leavesDisc,
  };
}
