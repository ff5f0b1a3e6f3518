import { z } from 'zod';
import type { PortSettings, StationEntry } from '#domain/path/place-facts.ts';
import { parseJson } from '../facts/parse-json.ts';

const stationsSchema = z.array(
  z.looseObject({
    mac: z.string(),
    ifname: z.string().optional(),
    master: z.string().optional(),
    state: z.string().optional(),
    flags: z.array(z.string()).optional(),
  }),
);

/** `bridge -j fdb show`, the same as text, or `brctl showmacs`, which names ports by their numbers. Groups are no stations. */
export function parseStations(text: string, ports: readonly PortSettings[]): readonly StationEntry[] {
  const entries = text.trimStart().startsWith('[')
    ? fromJson(text)
    : text.startsWith('bridge=')
      ? fromBrctl(text, ports)
      : fromText(text);
  return entries.filter(({ mac }) => !isGroup(mac));
}

function fromJson(text: string): readonly StationEntry[] {
  return parseJson(text, stationsSchema).flatMap(({ mac, ifname, master, state, flags = [] }) =>
    ifname === undefined
      ? []
      : [
          {
            mac,
            port: ifname,
            bridge: master ?? null,
            isLocal: state === 'permanent',
            isStatic: state === 'static',
            isSticky: flags.includes('sticky'),
          },
        ],
  );
}

function fromText(text: string): readonly StationEntry[] {
  return text.split('\n').flatMap((line): StationEntry[] => {
    const [, mac, port] = /^([0-9a-f:]{17}) dev (\S+)/.exec(line) ?? [];
    const has = (word: string) => new RegExp(` ${word}\\b`).test(line);
    return mac === undefined || port === undefined
      ? []
      : [
          {
            mac,
            port,
            bridge: / master (\S+)/.exec(line)?.[1] ?? null,
            isLocal: has('permanent'),
            isStatic: has('static'),
            isSticky: has('sticky'),
          },
        ];
  });
}

/** Lines `port no, mac addr, is local?, ageing timer` behind the name of their bridge. */
function fromBrctl(text: string, ports: readonly PortSettings[]): readonly StationEntry[] {
  return text.split(/^bridge=/m).flatMap((part) => {
    const [bridge = '', ...lines] = part.split('\n');
    return lines.flatMap((line): StationEntry[] => {
      const [, number, mac, isLocal] = /^\s*(\d+)\s+([0-9a-f:]{17})\s+(yes|no)/.exec(line) ?? [];
      const port = ports.find((each) => each.bridge === bridge.trim() && each.number === Number(number))?.name;
      return mac === undefined || port === undefined
        ? []
        : [{ mac, port, bridge: bridge.trim(), isLocal: isLocal === 'yes', isStatic: false, isSticky: false }];
    });
  });
}

/** IEEE 802: the lowest bit of the first byte. */
function isGroup(mac: string): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;
}
