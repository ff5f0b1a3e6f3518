import { known } from '#domain/fact.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { LinkCounters } from '#domain/hosts/network-facts.ts';
import type { Rule, RuleTable } from '#domain/path/netfilter/rule-table.ts';
import type { PlaceFacts } from '#domain/path/place-facts.ts';
import type { ToldInstance } from '#domain/path/told-instances.ts';
import { aLink } from '../host-facts.ts';
import { toPlaceFacts } from './to-place-facts.ts';

/** What the cloud "blue" tells of its instances; the second one has just been started. */
export const toldInstances: readonly ToldInstance[] = [
  { name: 'i-3c5a41f0', state: 'running', privateAddress: '172.30.0.2', publicAddress: '10.101.7.64' },
  { name: 'i-0b1c2d3e', state: 'running', privateAddress: '172.30.0.3', publicAddress: '10.101.7.65' },
];

const macs = ['d0:0d:3c:5a:41:f0', 'd0:0d:0b:1c:2d:3e'];

/** Facts of a host's network with the links of a Cloud in a Box in place of its own. */
export function insideFacts(host: HostFacts, nicMac: string): HostFacts {
  const links = [
    aLink('eth0', 'physical', { mac: nicMac, counters: counters(81_000_000, 9_400_000), ...at('10.101.7.2', 24) }),
    aLink('br0', 'bridge', { mac: 'fe:0d:0b:1c:2d:3e', counters: counters(41_000_000, 5_200_000), ...at('172.30.0.1', 27) }),
    ...macs.map((mac, number) =>
      aLink(`vnet${number}`, 'tap', {
        mac: mac.replace('d0', 'fe'),
        master: 'br0',
        portState: 'forwarding',
        counters: counters(3_100_000 * (number + 1), 20_500_000 * (number + 1)),
      }),
    ),
  ].map((link, index) => ({ ...link, index: index + 2 }));
  const network = {
    ...host.network,
    links: known(links, 'ip -j -d -s address show'),
    forwarding: known(
      macs.map((mac, number) => ({ mac, port: `vnet${number}`, bridge: 'br0', isLocal: false })),
      'bridge -j fdb show',
    ),
    neighbours: known(
      macs.map((mac, number) => ({ mac, address: `172.30.0.${number + 2}`, device: 'br0', states: ['REACHABLE'] })),
      'ip -j neigh',
    ),
  };
  return { ...host, hostName: 'ciab', network };
}

/** What inspect-network.sh would say inside that machine. */
export function aMachineInside(host: HostFacts, nicMac: string): PlaceFacts {
  const place = toPlaceFacts(insideFacts(host, nicMac));
  return { ...place, tables: known([natTable], 'iptables-save -c') };
}

const natTable: RuleTable = {
  ...{ tool: 'iptables', family: 'ip', name: 'nat', command: 'iptables-save -c' },
  chains: [
    { name: 'PREROUTING', base: baseOf('prerouting', -100), rules: toldInstances.map((told, at) => inward(told, at)) },
    { name: 'POSTROUTING', base: baseOf('postrouting', 100), rules: toldInstances.map((told, at) => outward(told, at)) },
  ],
};

function baseOf(hook: 'prerouting' | 'postrouting', priority: number) {
  return { hook, kind: 'nat', priority, policy: 'accept', policyCounter: null, devices: [] } as const;
}

function inward({ publicAddress, privateAddress }: ToldInstance, at: number): Rule {
  return {
    text: `-A PREROUTING -d ${publicAddress ?? ''}/32 -j DNAT --to-destination ${privateAddress ?? ''}`,
    ...{ handle: null, counter: { packets: 1_204 * (at + 1), bytes: 98_304 } },
    matches: [{ kind: 'destination', addresses: [`${publicAddress ?? ''}/32`], isNegated: false }],
    action: { kind: 'destination-nat', address: privateAddress, port: null },
  };
}

function outward({ publicAddress, privateAddress }: ToldInstance, at: number): Rule {
  return {
    text: `-A POSTROUTING -s ${privateAddress ?? ''}/32 ! -d 172.30.0.0/16 -j SNAT --to-source ${publicAddress ?? ''}`,
    ...{ handle: null, counter: { packets: 310 * (at + 1), bytes: 22_040 } },
    matches: [{ kind: 'source', addresses: [`${privateAddress ?? ''}/32`], isNegated: false }],
    action: { kind: 'source-nat', address: publicAddress },
  };
}

function at(address: string, prefixLength: number) {
  return { addresses: [{ family: 'inet', address, prefixLength, scope: 'global' }] } as const;
}

function counters(rxBytes: number, txBytes: number): LinkCounters {
  const none = { rxDropped: 0, rxErrors: 0, txDropped: 0, txErrors: 0 };
  return { rxBytes, txBytes, rxPackets: Math.round(rxBytes / 820), txPackets: Math.round(txBytes / 820), ...none };
}
