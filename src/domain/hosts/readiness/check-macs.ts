import { valueOr } from '../../fact.ts';
import { buildMachines } from '../../machines/build-machines.ts';
import type { Machine } from '../../machines/machine.ts';
import { findMacWarnings } from '../../path/find-mac-warnings.ts';
import type { HostFacts } from '../host-facts.ts';
import type { Link } from '../network-facts.ts';
import type { ReadinessCheck } from './readiness-check.ts';
import { judge, ok, warning } from './readiness-check.ts';

const topic = {
  id: 'mac-addresses',
  title: 'MAC addresses',
  why: 'Two stations with one MAC cannot talk to each other, and answers reach now one, now the other, while everything else seems to work.',
};

interface Clash {
  readonly sentence: string;
  readonly remedy: string;
}

/** MACs that two have already, whoever they are: machines, the host itself, or another host with the same bridge. */
export const checkMacs: ReadinessCheck = ({ facts }) =>
  judge(topic, facts.network.links, (links) => {
    const machines = buildMachines(facts);
    const clashes = [...betweenMachines(facts, machines), ...withHost(links, machines), ...betweenBridges(links, facts)];
    const [first, ...others] = clashes;
    const count = others.length === 0 ? '' : ` (and ${others.length} more)`;
    return first ? warning(`${first.sentence}${count}`, first.remedy) : ok('nobody has another’s, as far as this host can see');
  });

function betweenMachines(facts: HostFacts, machines: readonly Machine[]): readonly Clash[] {
  const remedy =
    'Give one of them another MAC: destroy the machine keeping its disk and launch it anew, or change it where it is defined';
  const sentences = machines.flatMap((machine) =>
    machine.nics.flatMap((nic) => (nic.backend === 'user' ? [] : findMacWarnings(facts, machine, machines, nic))),
  );
  return [...new Set(sentences)].map((sentence) => ({ sentence, remedy }));
}

function withHost(links: readonly Link[], machines: readonly Machine[]): readonly Clash[] {
  const own = links.filter(({ kind }) => kind === 'physical' || kind === 'bridge' || kind === 'bond');
  return machines.flatMap(({ name, nics }) =>
    nics.flatMap(({ mac }) =>
      own
        .filter((link) => mac !== null && link.mac?.toLowerCase() === mac.toLowerCase())
        .slice(0, 1)
        .map((link) => ({
          sentence: `Machine ${name} has the MAC of the host's own ${link.name}, ${mac ?? ''}: the two cannot talk to each other.`,
          remedy: `Give ${name} another MAC`,
        })),
    ),
  );
}

/** systemd makes a bridge's MAC out of /etc/machine-id (systemd.netdev(5), MACAddress=none): hosts cloned with theirs have one MAC. */
function betweenBridges(links: readonly Link[], { network }: HostFacts): readonly Clash[] {
  const heard = [
    ...valueOr(network.neighbours, []).map(({ mac, address }) => ({ mac, who: `neighbour ${address}` })),
    ...valueOr(network.forwarding, [])
      .filter(({ isLocal }) => !isLocal)
      .map(({ mac, port }) => ({ mac, who: `a station behind ${port}` })),
  ];
  return links
    .filter(({ kind, mac }) => kind === 'bridge' && mac !== null)
    .flatMap(({ name, mac }) => {
      const twin = heard.find((station) => station.mac?.toLowerCase() === mac?.toLowerCase());
      return twin === undefined
        ? []
        : [
            {
              sentence: `Bridge ${name} of this host and ${twin.who} both have MAC ${mac ?? ''}: a host that was cloned with its machine-id, most likely.`,
              remedy: `On one of the two hosts: rm /etc/machine-id && systemd-machine-id-setup, then restart it; or set MACAddress= of ${name} in its network configuration`,
            },
          ];
    });
}
