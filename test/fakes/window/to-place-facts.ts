import { known, valueOr } from '#domain/fact.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { PlaceFacts } from '#domain/path/place-facts.ts';

/** What inspect-network.sh would say of a host of which there are only the usual facts: no rules but the FORWARD policy. */
export function toPlaceFacts({ hostName, readAtEpochMs, network }: HostFacts): PlaceFacts {
  const links = valueOr(network.links, []);
  const filter = valueOr(network.netfilter, null);
  return {
    readAtEpochMs,
    name: hostName,
    links: network.links,
    addresses: network.addresses,
    bridges: known([], 'cat /sys/class/net/*/bridge/*'),
    ports: known(
      links.flatMap(({ name, master, portState }, number) =>
        master === null
          ? []
          : [
              {
                name,
                bridge: master,
                state: portState === 'blocking' ? ('blocking' as const) : ('forwarding' as const),
                number,
                learns: true,
                floods: true,
                isIsolated: false,
              },
            ],
      ),
      'cat /sys/class/net/*/brport/*',
    ),
    routes: known(
      valueOr(network.routes, []).map((route) => ({ ...route, type: 'unicast', table: 'main' })),
      'ip -j -d route show table all',
    ),
    routingRules: known([], 'ip -j rule'),
    neighbours: network.neighbours,
    forwarding: known(
      valueOr(network.forwarding, []).map((entry) => ({ ...entry, isStatic: false, isSticky: false })),
      'bridge -j fdb show',
    ),
    vlans: known([], 'bridge -j vlan show'),
    switches: known(
      {
        'ipv4/ip_forward': filter?.ipForward === true ? '1' : '0',
        ...(filter !== null &&
          filter.bridgeCallsIptables !== null && { 'bridge/bridge-nf-call-iptables': filter.bridgeCallsIptables ? '1' : '0' }),
      },
      'sysctl net.ipv4 net.bridge',
    ),
    tables: known(
      [
        {
          tool: 'iptables',
          family: 'ip',
          name: 'filter',
          command: 'iptables-save -c',
          chains: [
            {
              name: 'FORWARD',
              base: {
                hook: 'forward',
                kind: 'filter',
                priority: 0,
                policy: filter?.forwardPolicy === 'drop' ? 'drop' : 'accept',
                policyCounter: { packets: 41, bytes: 3444 },
                devices: [],
              },
              rules: [],
            },
          ],
        },
      ],
      'iptables-save -c',
    ),
    connections: known([], 'conntrack -L'),
    ingressFilters: known([], 'tc filter show'),
    listening: network.listening,
    counters: known({}, 'cat /proc/net/snmp /proc/net/netstat'),
    processes: known([], 'cat /proc/*/cmdline'),
  };
}
