import { parseIpv4 } from '#domain/addressing/ipv4.ts';
import type { ProbeRecord } from '#domain/addressing/probe/probe-report.ts';
import { parseAddresses } from '../net/parse-addresses.ts';
import { parseNeighbours } from '../net/parse-neighbours.ts';

export interface ProbeTexts {
  readonly probe: string;
  readonly neighbours: string;
  readonly own: string;
}

/** What probe-addresses.sh prints: tcpdump's lines, the kernel's neighbours, the host's own addresses. */
export function parseProbe({ probe, neighbours, own }: ProbeTexts, device: string): ProbeRecord {
  return {
    neighbours: parseNeighbours(neighbours).flatMap(({ address: text, device: on, mac, states }) => {
      const address = parseIpv4(text);
      return address === null || on !== device || mac === null || states.includes('FAILED') ? [] : [{ address, mac }];
    }),
    replies: probe.split('\n').includes('listened=yes') ? parseReplies(probe) : null,
    hostAddresses: parseAddresses(own).flatMap(({ address: text }) => parseIpv4(text) ?? []),
  };
}

/** `52:54:00:… > …, ethertype ARP (0x0806), length 42: Reply 10.101.7.9 is-at 52:54:00:12:34:60, length 28` [tcpdump(8), -e -n -t]. */
function parseReplies(text: string): ProbeRecord['neighbours'] {
  return [...text.matchAll(/\bReply (\d+\.\d+\.\d+\.\d+) is-at ([0-9a-f]{2}(?::[0-9a-f]{2}){5})\b/gi)].flatMap(
    ([, addressText = '', mac = '']) => {
      const address = parseIpv4(addressText);
      return address === null ? [] : [{ address, mac }];
    },
  );
}
