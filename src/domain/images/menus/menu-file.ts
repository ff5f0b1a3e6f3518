import type { BootMenuEntry } from '../image-description.ts';
import { toShown } from '../iso/read-bytes.ts';

/** What one file of a boot menu says by itself. */
export interface MenuFile {
  readonly title: string | null;
  /** undefined: this file does not say; null: it waits for a person. */
  readonly timeoutSeconds: number | null | undefined;
  /** The id, title or number of the entry that starts by itself. */
  readonly defaultEntry: string | null;
  readonly entries: readonly BootMenuEntry[];
  /** Other files that belong to the menu, as this one names them. */
  readonly includes: readonly string[];
}

const mostEntries = 200;

/** Limits what a garbage file can make of a screen. */
export function clipEntries(entries: readonly BootMenuEntry[]): readonly BootMenuEntry[] {
  return entries.slice(0, mostEntries);
}

export function clipText(text: string): string {
  const shown = toShown(text);
  return shown.length > 300 ? `${shown.slice(0, 299)}…` : shown;
}

/** The words of a kernel's command line; where its initrd lies says nothing to a person. */
export function toKernelWords(text: string): readonly string[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== '' && !word.startsWith('initrd='))
    .slice(0, 60)
    .map(clipText);
}
