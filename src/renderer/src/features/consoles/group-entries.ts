import type { SheetEntry } from '#domain/recipes/build-answer-sheet.ts';

export interface EntryGroup {
  readonly phase: SheetEntry['phase'];
  readonly screen: string;
  readonly isNewPhase: boolean;
  readonly entries: readonly { readonly entry: SheetEntry; readonly index: number }[];
}

/** Questions that follow one another on the same screen of the installer stand together. */
export function groupEntries(entries: readonly SheetEntry[]): readonly EntryGroup[] {
  return entries.reduce<readonly EntryGroup[]>((groups, entry, index) => {
    const last = groups.at(-1);
    return last !== undefined && last.screen === entry.screen && last.phase === entry.phase
      ? [...groups.slice(0, -1), { ...last, entries: [...last.entries, { entry, index }] }]
      : [
          ...groups,
          { phase: entry.phase, screen: entry.screen, isNewPhase: last?.phase !== entry.phase, entries: [{ entry, index }] },
        ];
  }, []);
}
