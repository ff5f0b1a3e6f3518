import { z } from 'zod';
import type { PlaceRoute } from '#domain/path/place-facts.ts';
import { parseJson } from '../facts/parse-json.ts';
import { parseRoutes } from '../net/parse-routes.ts';

const hop = z.looseObject({ gateway: z.string().optional(), dev: z.string().optional() });
const routesSchema = z.array(
  hop.extend({
    dst: z.string(),
    type: z.string().optional(),
    table: z.union([z.string(), z.number()]).optional(),
    prefsrc: z.string().optional(),
    metric: z.number().optional(),
    nexthops: z.array(hop).optional(),
  }),
);

/** The IPv4 routes of all tables: `ip -j -d route show table all`, the same as text, or /proc/net/route, which has main alone. */
export function parsePlaceRoutes(text: string): readonly PlaceRoute[] {
  const routes = text.trimStart().startsWith('[')
    ? fromJson(text)
    : text.startsWith('Iface')
      ? parseRoutes(text).map((route) => ({ ...route, type: 'unicast', table: 'main' }))
      : fromText(text);
  return routes.filter(({ destination }) => !destination.includes(':'));
}

function fromJson(text: string): readonly PlaceRoute[] {
  return parseJson(text, routesSchema).flatMap(({ dst, type, table, prefsrc, metric, nexthops, ...own }) =>
    (nexthops ?? [own]).map((next) => ({
      destination: dst,
      gateway: next.gateway ?? null,
      device: next.dev ?? null,
      source: prefsrc ?? null,
      metric: metric ?? null,
      type: type ?? 'unicast',
      table: String(table ?? 'main'),
    })),
  );
}

const typeWord = /^(unicast|local|broadcast|multicast|blackhole|unreachable|prohibit|throw) /;

/** Each line by itself: the parser of the main table knows devices and gateways, this one what stands around them. */
function fromText(text: string): readonly PlaceRoute[] {
  const isDefaultOfIpv6 = (line: string) => /^default via \S*:/.test(line) || / proto ra /.test(line);
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !isDefaultOfIpv6(line))
    .flatMap((line) => {
      const type = typeWord.exec(line)?.[1] ?? 'unicast';
      const table = / table (\S+)/.exec(line)?.[1] ?? 'main';
      const bare = line.replace(typeWord, '').replace(/ table \S+/, '');
      // A route without a device (blackhole) would be taken for the head of several next hops.
      const parsed = / (dev|via) /.test(bare) ? parseRoutes(bare) : [withoutDevice(bare)];
      return parsed.map((route) => ({ ...route, type, table }));
    });
}

function withoutDevice(line: string) {
  return { destination: line.trim().split(' ')[0] ?? '', gateway: null, device: null, source: null, metric: null };
}
