import { valueOr } from '../fact.ts';
import type { LinkCounters } from '../hosts/network-facts.ts';
import { unreachable } from '../unreachable.ts';
import { buildAbsentHop, buildLinkHop } from './build-link-hop.ts';
import type { Hop, HopFact } from './chain.ts';
import type { Instance } from './instance.ts';
import type { PlaceFacts } from './place-facts.ts';
import { toldBy } from './told-instances.ts';

/** The instance's own card: as it says itself where it was looked into, else as the machine around it knows it. */
export function buildNestedHop(instance: Instance, machine: PlaceFacts, nested: readonly PlaceFacts[]): Hop {
  const own = nested.flatMap((facts) => {
    const link = valueOr(facts.links, []).find(({ mac }) => mac !== null && mac === instance.mac);
    return link
      ? [{ ...buildLinkHop(link, 'nested-nic', facts.links.command, null), id: `nested:${link.name}`, place: 'nested' } as const]
      : [];
  });
  const hop = own[0] ?? inferHop(instance, machine);
  return { ...hop, facts: [...hop.facts, ...toInstanceFacts(instance)] };
}

/** How the cloud calls it, and how it is there. */
export function toInstanceFacts({ name, state }: Pick<Instance, 'name' | 'state'>): readonly HopFact[] {
  return [
    ...(name === null ? [] : [{ label: 'Instance', value: name, command: state === null ? 'cat /proc/*/cmdline' : toldBy }]),
    ...(state === null ? [] : [{ label: 'In the cloud', value: state, command: toldBy }]),
  ];
}

function inferHop(instance: Instance, machine: PlaceFacts): Hop {
  const { mac, privateAddress, source } = instance;
  const tap = valueOr(machine.links, []).find(({ name }) => name === instance.port);
  const hop = buildAbsentHop({
    id: 'nested:eth0',
    kind: 'nested-nic',
    place: 'nested',
    name: 'eth0',
    state: source === 'rules' ? 'not-inspected' : 'inferred',
    ...explainInstance(instance, machine),
  });
  return {
    ...hop,
    mac,
    counters: tap?.counters ? mirrorCounters(tap.counters) : null,
    facts: tap?.counters ? [{ label: 'Counted at', value: `${tap.name} in the machine`, command: machine.links.command }] : [],
    addresses: privateAddress === null ? [] : [{ family: 'inet', address: privateAddress, prefixLength: 32, scope: 'neighbour' }],
  };
}

/** What its tap sends an instance receives. What the tap loses is the tap's own. */
function mirrorCounters({ rxBytes, rxPackets, txBytes, txPackets, ...losses }: LinkCounters): LinkCounters {
  const none = Object.fromEntries(Object.keys(losses).map((key) => [key, 0])) as typeof losses;
  return { ...none, rxBytes: txBytes, rxPackets: txPackets, txBytes: rxBytes, txPackets: rxPackets };
}

/** What tells of an instance that nobody looked into, and by which command. */
export function explainInstance(instance: Instance, machine: PlaceFacts): { readonly reason: string; readonly evidence: string } {
  const { source, port, privateAddress, name } = instance;
  const { forwarding, neighbours, tables, processes } = machine;
  switch (source) {
    case 'frames':
      return {
        reason: `Concluded from the machine: its bridge learned the MAC on ${port ?? 'a port'}. Nobody looked into the instance`,
        evidence: `${forwarding.command}; ${neighbours.command}`,
      };
    case 'process':
      return {
        reason: `Concluded from the machine: the QEMU of ${name ?? 'it'} holds ${port ?? 'its tap'} open. Nothing of it was heard yet`,
        evidence: processes.command,
      };
    case 'rules':
      return {
        reason: `Only a rule of the machine tells of ${privateAddress ?? 'it'}; nothing of it was heard`,
        evidence: tables.command,
      };
    case 'api':
      return { reason: `Only the cloud’s API tells of ${name ?? 'it'}; nothing of it was seen in the machine`, evidence: toldBy };
    default:
      return unreachable(source, 'source of an instance');
  }
}
