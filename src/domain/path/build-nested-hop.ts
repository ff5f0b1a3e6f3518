import { valueOr } from '../fact.ts';
import { buildAbsentHop, buildLinkHop } from './build-link-hop.ts';
import type { Hop } from './chain.ts';
import type { Instance } from './find-instances.ts';
import type { PlaceFacts } from './place-facts.ts';

/** The instance's own card: as it says itself where it was looked into, else as the machine around it knows it. */
export function buildNestedHop(instance: Instance, machine: PlaceFacts, nested: readonly PlaceFacts[]): Hop {
  const own = nested.flatMap((facts) => {
    const link = valueOr(facts.links, []).find(({ mac }) => mac !== null && mac === instance.mac);
    return link
      ? [{ ...buildLinkHop(link, 'nested-nic', facts.links.command, null), id: `nested:${link.name}`, place: 'nested' } as const]
      : [];
  });
  return own[0] ?? inferHop(instance, machine);
}

function inferHop({ mac, port, privateAddress }: Instance, { forwarding, neighbours, tables }: PlaceFacts): Hop {
  const isHeard = mac !== null;
  const hop = buildAbsentHop({
    id: 'nested:eth0',
    kind: 'nested-nic',
    place: 'nested',
    name: 'eth0',
    state: isHeard ? 'inferred' : 'not-inspected',
    reason: isHeard
      ? `Concluded from the machine: its bridge learned the MAC on ${port ?? 'a port'}. Nobody looked into the instance`
      : `Only a rule of the machine tells of ${privateAddress ?? 'it'}; nothing of it was heard`,
    evidence: isHeard ? `${forwarding.command}; ${neighbours.command}` : tables.command,
  });
  return {
    ...hop,
    mac,
    addresses: privateAddress === null ? [] : [{ family: 'inet', address: privateAddress, prefixLength: 32, scope: 'neighbour' }],
  };
}
