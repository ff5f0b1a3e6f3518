import type { LinkReading, LiveLine, LiveSources } from './live-line.ts';
import type { LiveChange, LivePicture, TimedChange } from './live-picture.ts';
import { beginLink, compareReadings, endTurn, toLiveLink, type TrackedLink } from './tracked-link.ts';

type LinkLine = Extract<LiveLine, { readonly id: number }>;

/** Follows the lines of watch-network.sh. Asks no clock: when a line came is told with it. */
export function createLiveTracker(sinceEpochMs: number) {
  const links = new Map<number, TrackedLink>();
  const notes = createNotes();
  let sources: LiveSources = { tellsChanges: false, tellsStations: false, tellsQueues: false };
  let upSeconds: number | null = null;
  let turn = 0;

  /** What is there when the looking begins has not changed. */
  function note(atEpochMs: number, changes: readonly LiveChange[]): 'change' | null {
    if (turn === 0 || changes.length === 0) {
      return null;
    }
    changes.forEach((change) => notes.add({ atEpochMs, change }));
    return 'change';
  }

  function takeTurn(now: number): 'turn' {
    const elapsedSeconds = upSeconds === null ? 0 : now - upSeconds;
    for (const [id, link] of links) {
      links.set(id, endTurn(link, elapsedSeconds));
    }
    upSeconds = now;
    turn += 1;
    return 'turn';
  }

  function takeLink(line: LinkLine, atEpochMs: number): 'change' | null {
    if (line.kind === 'link') {
      links.set(line.id, beginLink(line.name));
      return note(atEpochMs, [{ kind: 'link-came', device: line.name }]);
    }
    const link = links.get(line.id);
    if (link === undefined) {
      return null;
    }
    if (line.kind === 'gone') {
      links.delete(line.id);
      return note(atEpochMs, [{ kind: 'link-gone', device: link.name }]);
    }
    links.set(line.id, update(link, line));
    return line.kind === 'state' && link.reading !== null
      ? note(atEpochMs, compareReadings(link.name, link.reading, line.state, nameLinks(links)))
      : null;
  }

  return {
    /** What came of it: a turn is over, something changed, or nothing that must be told at once. */
    take(line: LiveLine, atEpochMs: number): 'turn' | 'change' | null {
      switch (line.kind) {
        case 'sources':
          sources = line.sources;
          return null;
        case 'change':
          return note(atEpochMs, [line.change]);
        case 'left-out':
          notes.leaveOut(line.count);
          return null;
        case 'turn':
          return takeTurn(line.upSeconds);
        default:
          return takeLink(line, atEpochMs);
      }
    },

    /** As it is now; the changes in it are not told again. */
    takePicture(atEpochMs: number): LivePicture {
      const nameOf = nameLinks(links);
      const told = [...links.values()].map((link) => toLiveLink(link, nameOf));
      return { sources, sinceEpochMs, atEpochMs, turn, links: told, ...notes.takeAll() };
    },
  };
}

function update(link: TrackedLink, line: Exclude<LinkLine, { readonly kind: 'link' | 'gone' }>): TrackedLink {
  switch (line.kind) {
    case 'state':
      return { ...link, reading: line.state };
    case 'counts':
      return { ...link, counts: { ...link.counts, ...line.counts } };
    case 'losses':
      return { ...link, counts: { ...link.counts, ...line.losses } };
    case 'queue':
      return { ...link, queue: line.queue };
  }
}

/** Names by ifindex; a link in another namespace has none here. */
function nameLinks(links: ReadonlyMap<number, TrackedLink>): (index: LinkReading['masterIndex']) => string | null {
  const names = new Map([...links.values()].flatMap(({ reading, name }) => (reading ? [[reading.index, name]] : [])));
  return (index) => (index === null ? null : (names.get(index) ?? null));
}

const mostNotes = 200;

/** The last changes, bounded; how many were left out is counted. */
function createNotes() {
  let changes: TimedChange[] = [];
  let leftOut = 0;
  return {
    add(change: TimedChange): void {
      changes.push(change);
      if (changes.length > mostNotes) {
        changes.shift();
        leftOut += 1;
      }
    },
    leaveOut: (count: number): void => {
      leftOut += count;
    },
    takeAll() {
      const taken = { changes, leftOut };
      changes = [];
      leftOut = 0;
      return taken;
    },
  };
}
