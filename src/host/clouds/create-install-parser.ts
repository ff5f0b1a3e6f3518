import {
  parseInstallNote,
  type InstallNote,
  type InstallRecord,
  type SerialLine,
} from '#domain/clouds/timeline/install-record.ts';
import type { QmpEvent } from '#domain/machines/machine-run.ts';
import { parseEvent } from '../qemu/parse-event.ts';

/** A firmware's menu may draw for ever without the end of a line. */
const longestLine = 4_096;

interface Log {
  /** Behind the last byte that was seen. */
  endByte: number;
  /** The beginning of a line whose end has not come yet. */
  rest: string;
}

interface Machine {
  readonly logs: Map<string, Log>;
  readonly notes: InstallNote[];
  readonly events: QmpEvent[];
  readonly lines: SerialLine[];
}

export type InstallParser = ReturnType<typeof createInstallParser>;

/** Puts together what watch-installs.sh tells, line by line; `turn` ends a look at all files, and answers with the host's clock. */
export function createInstallParser(machineNames: readonly string[]) {
  const machines = new Map(
    machineNames.map((name): [string, Machine] => [name, { logs: new Map(), notes: [], events: [], lines: [] }]),
  );
  let pending: { readonly machine: Machine; readonly line: SerialLine }[] = [];

  function take(path: string, offset: number, bytes: string): void {
    const [name = '', file = ''] = path.split('/');
    const machine = machines.get(name);
    if (!machine) {
      return;
    }
    const log = machine.logs.get(file) ?? { endByte: 0, rest: '' };
    if (log.endByte !== offset) {
      // It was begun anew, or is so long that its middle was left out.
      log.rest = '';
    }
    const startByte = offset - log.rest.length;
    const text = log.rest + bytes;
    const ends = [...text.matchAll(/\r\n|\r|\n/g)];
    let from = 0;
    for (const { index, 0: mark } of ends) {
      takeLine(machine, file, text.slice(from, index), startByte + index + mark.length);
      from = index + mark.length;
    }
    log.rest = text.slice(from).slice(-longestLine);
    log.endByte = offset + bytes.length;
    machine.logs.set(file, log);
  }

  function takeLine(machine: Machine, file: string, text: string, endByte: number): void {
    if (file === 'serial.log') {
      if (text.trim() !== '') {
        pending.push({ machine, line: { text: toPlain(text), endByte, seenEpochMs: 0 } });
      }
    } else if (file === 'install.log') {
      const note = parseInstallNote(text);
      machine.notes.push(...(note === null ? [] : [note]));
    } else {
      takeEvent(machine, parseEvent(text));
    }
  }

  return {
    /** null until a look is over. */
    read(line: string): { readonly hostEpochMs: number; readonly records: ReadonlyMap<string, InstallRecord> } | null {
      const [word, first = '', second = '', third = ''] = line.split(' ');
      if (word === 'part') {
        take(first, Number(second), Buffer.from(third, 'base64').toString('latin1'));
        return null;
      }
      if (word !== 'turn') {
        return null;
      }
      const hostEpochMs = Number(first) * 1_000;
      pending.forEach(({ machine, line: seen }) => machine.lines.push({ ...seen, seenEpochMs: hostEpochMs }));
      pending = [];
      return { hostEpochMs, records: machines };
    },
  };
}

/** What a run before left is kept under another name, so the same event may come twice. */
function takeEvent({ events }: Machine, event: QmpEvent | null): void {
  const isNew = event !== null && !events.some(({ name, atEpochMs }) => name === event.name && atEpochMs === event.atEpochMs);
  if (isNew) {
    events.push(event);
    events.sort((one, other) => one.atEpochMs - other.atEpochMs);
  }
}

/** Without the marks by which a terminal is told where to write and in which colour (ECMA-48, 5.4). */
function toPlain(text: string): string {
  return text.replaceAll(/\u001B\[[0-?]*[ -/]*[@-~]/gu, '').replaceAll(/[^ -~]/gu, '');
}
