import type { HostNotice } from '#domain/hosts/host-notice.ts';
import { parseEvent } from '../qemu/parse-event.ts';

const ownLine = /^nutshell-watch (\S+)(?: (\S+))?(?: (\S+))?$/;
const header = /^==> .*\/([^/]+)\/events\.log <==$/;

/** Reads the lines of watch.sh one after the other. What no line of its form can be (a banner, an answer of QMP) is passed over. */
export function createWatchParser() {
  let machineName: string | null = null;
  return (line: string): HostNotice | null => {
    const own = ownLine.exec(line);
    if (own) {
      return toNotice(own[1] ?? '', own[2] ?? '', own[3] ?? '');
    }
    const named = header.exec(line);
    if (named) {
      machineName = named[1] ?? null;
      return null;
    }
    const event = machineName === null ? null : parseEvent(line);
    return event && machineName !== null ? { kind: 'machine-event', machineName, event } : null;
  };
}

function toNotice(word: string, name: string, state: string): HostNotice | null {
  switch (word) {
    case 'ready':
    case 'beat':
      return { kind: word };
    case 'machines':
      return { kind: 'machines-changed' };
    case 'came':
    case 'gone':
      return /^\d+$/.test(name) ? { kind: 'process', pid: Number(name), state: word } : null;
    case 'operation':
      return state === 'began' || state === 'ended' ? { kind: 'operation', operationId: name, state } : null;
    default:
      return null;
  }
}
