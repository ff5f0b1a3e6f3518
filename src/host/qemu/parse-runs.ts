import type { MachineRun, QmpEvent } from '#domain/machines/machine-run.ts';
import { parsePairs } from '../facts/parse-pairs.ts';
import { parseEvent } from './parse-event.ts';

/** folder=, log=, started=, lines `PATH:EVENT` of events, and behind `words=` what tail says of several files. */
export function parseRuns(text: string): readonly MachineRun[] {
  const [head = '', words = ''] = text.split(/^words=$/m);
  const pairs = parsePairs(head);
  const namesOf = (key: string) => new Set(pairs.filter(([candidate]) => candidate === key).map(([, name]) => name));
  const [folders, logs, started] = [namesOf('folder'), namesOf('log'), namesOf('started')];
  const events = parseEvents(head);
  const lastWords = parseWords(words);
  return [...new Set([...folders, ...logs, ...lastWords.keys()])].map((machineName) => ({
    machineName,
    hasRunFolder: folders.has(machineName),
    hasEventLog: logs.has(machineName),
    wasStarted: started.has(machineName),
    events: events.filter(([name]) => name === machineName).map(([, event]) => event),
    lastWords: lastWords.get(machineName) ?? null,
  }));
}

function parseEvents(head: string): readonly (readonly [machineName: string, event: QmpEvent])[] {
  return [...head.matchAll(/^\/[^:\n]*\/([^/:\n]+)\/events\.log:(.*)$/gm)].flatMap(([, name = '', line = '']) => {
    const event = parseEvent(line);
    return event ? [[name, event] as const] : [];
  });
}

/** `==> PATH <==` before the end of each file; the first line may have lost its beginning. */
function parseWords(text: string): ReadonlyMap<string, string> {
  const parts = text.split(/^==> (.*) <==$/m).slice(1);
  const words = new Map<string, string>();
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const name = /\/([^/]+)\/qemu\.log$/.exec(parts[at] ?? '')?.[1];
    const said = (parts[at + 1] ?? '').trim();
    if (name !== undefined && said !== '') {
      words.set(name, said.split('\n').slice(-5).join('\n'));
    }
  }
  return words;
}
