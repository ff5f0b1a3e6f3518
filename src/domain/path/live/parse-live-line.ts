import type { LinkReading, LiveLine, NetworkChange } from './live-line.ts';

/** Reads one line of watch-network.sh. null: it is none of them (a banner of the login shell, half a line). */
export function parseLiveLine(line: string): LiveLine | null {
  const [word = '', ...fields] = line.split(' ');
  switch (word) {
    case 'w':
      return { kind: 'sources', sources: toSources(fields) };
    case 'n':
      return withId(fields, 2, (id, [name = '']) => (name === '' ? null : { kind: 'link', id, name }));
    case 'g':
      return withId(fields, 1, (id) => ({ kind: 'gone', id }));
    case 's':
      return withId(fields, 7, (id, rest) => toState(id, rest));
    case 'c':
      return withNumbers(fields, 5, ([id = 0, rxBytes = 0, rxPackets = 0, txBytes = 0, txPackets = 0]) => ({
        kind: 'counts',
        id,
        counts: { rxBytes, rxPackets, txBytes, txPackets },
      }));
    case 'd':
      return withNumbers(fields, 5, ([id = 0, rxErrors = 0, rxDropped = 0, txErrors = 0, txDropped = 0]) => ({
        kind: 'losses',
        id,
        losses: { rxErrors, rxDropped, txErrors, txDropped },
      }));
    case 'q':
      return withId(fields, 4, toQueue);
    case 'x':
      return withNumbers(fields, 1, ([count = 0]) => ({ kind: 'left-out', count }));
    case 't':
      return withNumbers(fields, 1, ([upSeconds = 0]) => ({ kind: 'turn', upSeconds }));
    default:
      return toChange(word, fields);
  }
}

function toSources(words: readonly string[]) {
  return { tellsChanges: words.includes('ip'), tellsStations: words.includes('bridge'), tellsQueues: words.includes('tc') };
}

function withNumbers(fields: readonly string[], count: number, build: (numbers: readonly number[]) => LiveLine): LiveLine | null {
  return fields.length === count && fields.every((field) => /^\d+(\.\d+)?$/.test(field)) ? build(fields.map(Number)) : null;
}

function withId(
  fields: readonly string[],
  count: number,
  build: (id: number, rest: readonly string[]) => LiveLine | null,
): LiveLine | null {
  const [id = '', ...rest] = fields;
  return fields.length === count && /^\d+$/.test(id) ? build(Number(id), rest) : null;
}

function toState(id: number, [index = '', flags = '-', operState = '-', mtu = '-', master = '-', port = '-']: readonly string[]) {
  const number = (text: string): number | null => (/^\d+$/.test(text) ? Number(text) : null);
  const own = number(index);
  if (own === null) {
    return null;
  }
  const state: LinkReading = {
    index: own,
    // IFF_UP is the lowest bit (include/uapi/linux/if.h).
    isUp: /^0x[0-9a-f]+$/i.test(flags) ? (Number.parseInt(flags, 16) & 1) === 1 : null,
    operState: operState === '-' ? null : operState,
    mtu: number(mtu),
    masterIndex: number(master),
    portState: number(port),
  };
  return { kind: 'state', id, state } as const;
}

function toQueue(id: number, [dropped = '', bytes = '', packets = '']: readonly string[]): LiveLine | null {
  const waitingBytes = toBytes(bytes);
  const waitingPackets = /^(\d+)p$/.exec(packets)?.[1];
  return /^\d+$/.test(dropped) && waitingBytes !== null && waitingPackets !== undefined
    ? { kind: 'queue', id, queue: { dropped: Number(dropped), waitingBytes, waitingPackets: Number(waitingPackets) } }
    : null;
}

const sizes: Readonly<Record<string, number>> = { b: 1, Kb: 1024, Mb: 1024 ** 2 };

/** iproute2 cuts what is large: 15Kb are 15 KiB (tc/tc_util.c, print_size). */
function toBytes(text: string): number | null {
  const [, digits, unit] = /^(\d+)(b|Kb|Mb)$/.exec(text) ?? [];
  return digits === undefined ? null : Number(digits) * (sizes[unit ?? ''] ?? 1);
}

function toChange(word: string, [sign = '', ...fields]: readonly string[]): LiveLine | null {
  if (sign !== '+' && sign !== '-') {
    return null;
  }
  const change = buildChange(word, sign === '+', fields);
  return change === null ? null : { kind: 'change', change };
}

function buildChange(word: string, isNew: boolean, fields: readonly string[]): NetworkChange | null {
  const [one = '', two = '', three = '-'] = fields;
  switch (word) {
    case 'a':
      return two === '' ? null : { kind: 'address', isNew, device: one, address: two };
    case 'h':
      return two === ''
        ? null
        : {
            kind: 'neighbour',
            isNew,
            address: one,
            device: two,
            mac: three.includes(':') ? three : null,
            isFailed: three === 'failed',
          };
    case 'r':
      return one === '' ? null : { kind: 'route', isNew, text: fields.join(' ').trim() };
    case 'f':
      return two === '' ? null : { kind: 'station', isNew, mac: one, port: two, bridge: three === '-' ? null : three };
    default:
      return null;
  }
}
