import type { Fact } from '../../fact.ts';
import { isInRange, prefixLengthOf } from '../address.ts';
import type { PlaceFacts, PlaceRoute, RoutingRule } from '../place-facts.ts';

/** What the kernel would answer to `ip route get`. */
export type RouteAnswer =
  | { readonly kind: 'unicast'; readonly route: PlaceRoute; readonly device: string; readonly nextHop: string }
  | { readonly kind: 'local'; readonly route: PlaceRoute }
  /** blackhole, unreachable, prohibit: somebody forbade it. */
  | { readonly kind: 'forbidden'; readonly route: PlaceRoute }
  /** A routing rule itself says so. */
  | { readonly kind: 'refused'; readonly rule: RoutingRule }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly reason: string };

const forbidding = new Set(['blackhole', 'unreachable', 'prohibit']);

/**
 * Looks through the tables in the order of the rules, the longest prefix first (ip-rule(8), ip-route(8)). A rule that asks for more
 * than the source's address may or may not hold: where its table has an answer, nobody knows.
 */
export function findRoute(facts: PlaceFacts, destination: string, source: string | null): RouteAnswer {
  const { routes, routingRules } = facts;
  if (routes.kind === 'unavailable') {
    return { kind: 'unknown', reason: `the routes could not be read: ${routes.reason}` };
  }
  for (const rule of orderRules(routingRules)) {
    const found = rule.decision.kind === 'table' ? lookUp(routes.value, rule.decision.table, destination) : null;
    const answer = rule.decision.kind === 'refuse' ? ({ kind: 'refused', rule } as const) : found && toAnswer(found, destination);
    const holds = rule.source === 'all' || (source === null ? null : isInRange(source, rule.source));
    if (answer === null || holds === false) {
      continue;
    }
    return rule.condition === null && holds === true
      ? answer
      : { kind: 'unknown', reason: `the routing rule ${rule.priority} may decide (${rule.condition ?? `from ${rule.source}`})` };
  }
  return { kind: 'none' };
}

/** Without an answer the three rules that every Linux begins with. */
const defaultRules: readonly RoutingRule[] = ['local', 'main', 'default'].map((table, priority) => ({
  priority,
  source: 'all',
  decision: { kind: 'table', table },
  condition: null,
}));

function orderRules(rules: Fact<readonly RoutingRule[]>): readonly RoutingRule[] {
  return rules.kind === 'known' && rules.value.length > 0
    ? [...rules.value].sort((one, other) => one.priority - other.priority)
    : defaultRules;
}

function lookUp(routes: readonly PlaceRoute[], table: string, destination: string): PlaceRoute | null {
  const [best] = routes
    .filter((route) => route.table === table && isInRange(destination, toRange(route)) === true)
    .sort(
      (one, other) =>
        (prefixLengthOf(toRange(other)) ?? 0) - (prefixLengthOf(toRange(one)) ?? 0) || (one.metric ?? 0) - (other.metric ?? 0),
    );
  return best ?? null;
}

function toRange({ destination }: PlaceRoute): string {
  return destination === 'default' ? '0.0.0.0/0' : destination;
}

function toAnswer(route: PlaceRoute, destination: string): RouteAnswer {
  if (forbidding.has(route.type)) {
    return { kind: 'forbidden', route };
  }
  if (route.type === 'local' || route.type === 'broadcast') {
    return { kind: 'local', route };
  }
  return route.device === null
    ? { kind: 'unknown', reason: `the route to ${route.destination} names no device` }
    : { kind: 'unicast', route, device: route.device, nextHop: route.gateway ?? destination };
}

/** As `ip route show` prints it. */
export function describeRoute({ type, destination, gateway, device, table }: PlaceRoute): string {
  return [
    type === 'unicast' ? null : type,
    destination,
    gateway === null ? null : `via ${gateway}`,
    device === null ? null : `dev ${device}`,
    table === 'main' ? null : `table ${table}`,
  ]
    .filter((word) => word !== null)
    .join(' ');
}
