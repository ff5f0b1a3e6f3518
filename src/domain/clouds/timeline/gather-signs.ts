import { unreachable } from '../../unreachable.ts';
import type { InstallNote, InstallRecord, SerialLine } from './install-record.ts';
import type { InstallSign } from './install-sign.ts';

/**
 * What the host kept of an install, as signs in the order of time. What comes after the machine was ready is its life, and no part of
 * the install. `checks`: titles of the health checks that the host can see, which are met where it noted `ready`.
 */
export function gatherSigns({ notes, events, lines }: InstallRecord, checks: readonly string[]): readonly InstallSign[] {
  const ends = events.filter(({ name }) => name === 'SHUTDOWN').map(({ atEpochMs }) => atEpochMs);
  const readyEpochMs = notes.find(({ what }) => what === 'ready')?.atEpochMs ?? Infinity;
  // Of equal times what the console said comes first, and who noted it last.
  const signs = [
    ...lines.map((line): InstallSign => ({ kind: 'serial', atEpochMs: stampLine(line, notes, ends), line: line.text })),
    ...events.map((event): InstallSign => ({ kind: 'qmp', atEpochMs: event.atEpochMs, event })),
    ...notes.flatMap((note) => readNote(note, checks)),
  ];
  return signs.filter(({ atEpochMs }) => atEpochMs <= readyEpochMs).toSorted((one, other) => one.atEpochMs - other.atEpochMs);
}

/** A console does not say when. The first note by which the line was there does, and that QEMU ended before says that it was sooner. */
function stampLine({ endByte, seenEpochMs }: SerialLine, notes: readonly InstallNote[], ends: readonly number[]): number {
  const at = notes.findIndex(({ serialBytes }) => serialBytes >= endByte);
  const before = notes.at(at < 0 ? -1 : at - 1);
  const latestEpochMs = notes[at]?.atEpochMs ?? seenEpochMs;
  const earliestEpochMs = at === 0 ? -Infinity : (before?.atEpochMs ?? -Infinity);
  const end = ends.find((endEpochMs) => endEpochMs > earliestEpochMs && endEpochMs < latestEpochMs);
  return end ?? latestEpochMs;
}

function readNote({ what, atEpochMs, writtenBytes }: InstallNote, checks: readonly string[]): readonly InstallSign[] {
  const disk: InstallSign = { kind: 'disk', atEpochMs, writtenBytes };
  switch (what) {
    case 'installer':
    case 'installed-system':
      return [{ kind: 'started', atEpochMs, what }, disk];
    case 'look':
      return [disk];
    case 'ready':
      return checks.map((title) => ({ kind: 'health', atEpochMs, title, isMet: true }));
    default:
      return unreachable(what, 'note of an install');
  }
}
