import { z } from 'zod';
import type { Neighbour } from '#domain/hosts/network-facts.ts';
import { parseJson } from '../facts/parse-json.ts';

const neighboursSchema = z.array(
  z.looseObject({
    dst: z.string().optional(),
    dev: z.string().optional(),
    lladdr: z.string().optional(),
    state: z.array(z.string()).optional(),
  }),
);

/** `ip -j neigh`, `ip -o neigh`, or /proc/net/arp. */
export function parseNeighbours(text: string): readonly Neighbour[] {
  if (text.trimStart().startsWith('[')) {
    return parseJson(text, neighboursSchema).flatMap(({ dst, dev, lladdr, state }) =>
      dst === undefined || dev === undefined ? [] : [{ address: dst, device: dev, mac: lladdr ?? null, states: state ?? [] }],
    );
  }
  return text.startsWith('IP address') ? fromProc(text) : fromText(text);
}

function fromText(text: string): readonly Neighbour[] {
  return text.split('\n').flatMap((line): Neighbour[] => {
    const [, address, device] = /^(\S+) dev (\S+)/.exec(line) ?? [];
    return address === undefined || device === undefined
      ? []
      : [{ address, device, mac: / lladdr (\S+)/.exec(line)?.[1] ?? null, states: line.match(/\b[A-Z]{3,}\b/g) ?? [] }];
  });
}

/** Flag 2 (ATF_COM, linux/if_arp.h): the address was answered for. */
function fromProc(text: string): readonly Neighbour[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line): Neighbour[] => {
      const [address, , flags, mac, , device] = line.trim().split(/\s+/);
      if (address === undefined || mac === undefined || device === undefined) {
        return [];
      }
      const isComplete = (Number(flags) & 2) !== 0;
      return [{ address, device, mac: isComplete ? mac : null, states: [isComplete ? 'REACHABLE' : 'INCOMPLETE'] }];
    });
}
