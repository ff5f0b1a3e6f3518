import { z } from 'zod';
import type { ForwardingEntry } from '#domain/hosts/network-facts.ts';
import { parseJson } from '../facts/parse-json.ts';

const forwardingSchema = z.array(
  z.looseObject({
    mac: z.string().optional(),
    ifname: z.string().optional(),
    master: z.string().optional(),
    state: z.string().optional(),
  }),
);

/** `bridge -j fdb show`, or without JSON. Groups (multicast addresses) are no stations and are left out. */
export function parseForwarding(text: string): readonly ForwardingEntry[] {
  const entries = text.trimStart().startsWith('[') ? fromJson(text) : fromText(text);
  return entries.filter((entry) => !isGroup(entry.mac));
}

function fromJson(text: string): readonly ForwardingEntry[] {
  return parseJson(text, forwardingSchema).flatMap(({ mac, ifname, master, state }) =>
    mac === undefined || ifname === undefined
      ? []
      : [{ mac, port: ifname, bridge: master ?? null, isLocal: state === 'permanent' }],
  );
}

function fromText(text: string): readonly ForwardingEntry[] {
  return text.split('\n').flatMap((line): ForwardingEntry[] => {
    const [, mac, port] = /^([0-9a-f:]{17}) dev (\S+)/.exec(line) ?? [];
    return mac === undefined || port === undefined
      ? []
      : [{ mac, port, bridge: / master (\S+)/.exec(line)?.[1] ?? null, isLocal: / permanent\b/.test(line) }];
  });
}

/** IEEE 802: the lowest bit of the first byte. */
function isGroup(mac: string): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;
}
