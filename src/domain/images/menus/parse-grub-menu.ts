import type { BootMenuEntry } from '../image-description.ts';
import { clipEntries, clipText, toKernelWords, type MenuFile } from './menu-file.ts';

interface OpenEntry {
  readonly title: string;
  readonly id: string | null;
  readonly hotkey: string | null;
  kernel: string | null;
  words: string;
  isLocalBoot: boolean;
}

interface Reading {
  timeoutSeconds: number | null | undefined;
  defaultEntry: string | null;
  /** What each open brace belongs to: an entry, or anything else. */
  readonly blocks: (OpenEntry | null)[];
  readonly entries: OpenEntry[];
  readonly includes: string[];
}

/** A grub.cfg, as far as it can be read without running it: entries with what they boot, the default, the timeout. */
export function parseGrubMenu(text: string): MenuFile {
  const reading: Reading = { timeoutSeconds: undefined, defaultEntry: null, blocks: [], entries: [], includes: [] };
  for (const line of text.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    for (const command of splitCommands(splitWords(line))) {
      readCommand(command, reading);
    }
  }
  return {
    title: null,
    timeoutSeconds: reading.timeoutSeconds,
    defaultEntry: reading.defaultEntry,
    entries: clipEntries(reading.entries.map(toEntry)),
    includes: reading.includes,
  };
}

function readCommand([command = '', ...args]: readonly string[], reading: Reading): void {
  const entry = reading.blocks.findLast((block) => block !== null) ?? null;
  const [first = ''] = args;
  if (command === 'menuentry') {
    const opened = openEntry(args);
    reading.entries.push(opened);
    reading.blocks.push(opened);
  } else if (args.at(-1) === '{' || command === '{') {
    reading.blocks.push(null);
  } else if (command === '}') {
    reading.blocks.pop();
  } else if (command === 'set') {
    readAssignment(first, reading);
  } else if (command === 'source' || command === 'configfile') {
    reading.includes.push(first);
  } else if (entry) {
    readEntryCommand(command, args, entry);
  }
}

function readEntryCommand(command: string, args: readonly string[], entry: OpenEntry): void {
  if (/^(linux(16|efi)?|multiboot2?|knetbsd|kfreebsd)$/.test(command)) {
    entry.kernel = args[0] ?? null;
    entry.words = args.slice(1).join(' ');
  } else if (command === 'chainloader' || command === 'exit') {
    entry.isLocalBoot ||= command === 'exit' || args.some((word) => word.startsWith('+'));
    entry.kernel ??= args[0] ?? null;
  }
}

function readAssignment(assignment: string, reading: Reading): void {
  const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(assignment) ?? [];
  if (name === 'timeout' && /^-?\d+$/.test(value)) {
    reading.timeoutSeconds = Number(value) < 0 ? null : Number(value);
  } else if (name === 'default' && !value.includes('$')) {
    reading.defaultEntry = clipText(value);
  }
}

function openEntry(args: readonly string[]): OpenEntry {
  const option = (name: string): string | null => {
    const at = args.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
    const word = args[at];
    return word === undefined ? null : word.includes('=') ? word.slice(word.indexOf('=') + 1) : (args[at + 1] ?? null);
  };
  return { title: args[0] ?? '', id: option('id'), hotkey: option('hotkey'), kernel: null, words: '', isLocalBoot: false };
}

/** A brace ends a command and belongs to what it opens; a semicolon only ends it. */
function splitCommands(words: readonly string[]): readonly (readonly string[])[] {
  const commands: string[][] = [[]];
  for (const word of words) {
    if (word === '}') {
      commands.push(['}'], []);
    } else if (word === ';') {
      commands.push([]);
    } else {
      commands.at(-1)?.push(word);
      if (word === '{') {
        commands.push([]);
      }
    }
  }
  return commands.filter((command) => command.length > 0);
}

/** Words as a shell has them: quotes hold together, a comment ends the line, braces stand alone. */
function splitWords(line: string): readonly string[] {
  const words: string[] = [];
  const pattern = /\s*(?:#.*|(;|[{}](?=\s|$))|((?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s;"'\\])+))/gy;
  for (let found = pattern.exec(line); found; found = pattern.exec(line)) {
    const word = found[1] ?? found[2];
    if (word !== undefined) {
      words.push(
        word.replaceAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g, (_all, double, single, escaped) =>
          String(double ?? single ?? escaped ?? ''),
        ),
      );
    }
    if (pattern.lastIndex >= line.length) {
      break;
    }
  }
  return words;
}

function toEntry({ title, id, hotkey, kernel, words, isLocalBoot }: OpenEntry): BootMenuEntry {
  return {
    id: clipText(id ?? title),
    title: clipText(title),
    hotkey: hotkey === null ? null : clipText(hotkey).toLowerCase(),
    kernel: kernel === null ? null : clipText(kernel),
    words: toKernelWords(words),
    isDefault: false,
    isLocalBoot,
  };
}
