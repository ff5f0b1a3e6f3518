import { z } from 'zod';
import type { Route } from '#domain/hosts/network-facts.ts';
import { parseJson } from '../facts/parse-json.ts';

const hop = z.looseObject({ gateway: z.string().optional(), dev: z.string().optional() });
const routesSchema = z.array(
  hop.extend({
    dst: z.string().optional(),
    prefsrc: z.string().optional(),
    metric: z.number().optional(),
    nexthops: z.array(hop).optional(),
  }),
);

/** `ip -j route`, `ip route`, or /proc/net/route: the IPv4 main table. A route over several gateways is one entry for each. */
export function parseRoutes(text: string): readonly Route[] {
  if (text.trimStart().startsWith('[')) {
    return fromJson(text);
  }
  return text.startsWith('Iface') ? fromProc(text) : fromText(text);
}

function fromJson(text: string): readonly Route[] {
  return parseJson(text, routesSchema).flatMap(({ dst, prefsrc, metric, nexthops, ...own }) =>
    dst === undefined
      ? []
      : (nexthops ?? [own]).map((next) => ({
          destination: dst,
          gateway: next.gateway ?? null,
          device: next.dev ?? null,
          source: prefsrc ?? null,
          metric: metric ?? null,
        })),
  );
}

const routeTypes = /^(unicast|blackhole|unreachable|prohibit|throw|local|broadcast|multicast) /;

function fromText(text: string): readonly Route[] {
  const routes: Route[] = [];
  let destination = '';
  for (const line of text.split('\n').filter((candidate) => candidate.trim() !== '')) {
    const isNextHop = /^\s+nexthop /.test(line);
    const hasNextHops = !isNextHop && !/ (dev|via) /.test(line) && !routeTypes.test(line);
    destination = isNextHop ? destination : (line.trim().replace(routeTypes, '').split(' ')[0] ?? '');
    if (!hasNextHops) {
      routes.push({ destination, ...parseWords(line) });
    }
  }
  return routes;
}

function parseWords(line: string): Omit<Route, 'destination'> {
  const after = (word: string) => new RegExp(` ${word} (\\S+)`).exec(line)?.[1] ?? null;
  const metric = after('metric');
  return { gateway: after('via'), device: after('dev'), source: after('src'), metric: metric === null ? null : Number(metric) };
}

/** Little-endian hexadecimal, as on every machine that KVM virtualises x86 on. */
function fromProc(text: string): readonly Route[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line): Route[] => {
      const [device, destination, gateway, , , , metric, mask] = line.trim().split(/\s+/);
      if (device === undefined || destination === undefined || gateway === undefined || mask === undefined) {
        return [];
      }
      const prefixLength = Number.parseInt(mask, 16).toString(2).replaceAll('0', '').length;
      return [
        {
          destination: prefixLength === 0 ? 'default' : `${toAddress(destination)}/${prefixLength}`,
          gateway: gateway === '00000000' ? null : toAddress(gateway),
          device,
          source: null,
          metric: Number(metric),
        },
      ];
    });
}

function toAddress(hex: string): string {
  return [6, 4, 2, 0].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join('.');
}
