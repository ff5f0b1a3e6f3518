import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { Machine, MachineNic } from '../machines/machine.ts';

/**
 * The seed's maddening mistake: a MAC that somebody else has as well. Both sides are named. VLANs and macvlans may share a MAC with
 * their parent, so only cards of machines, neighbours' ports and what bridges learned are looked at.
 */
export function findMacWarnings(
  facts: HostFacts,
  machine: Machine,
  machines: readonly Machine[],
  nic: MachineNic,
): readonly string[] {
  const { mac } = nic;
  return mac === null
    ? []
    : [...otherMachines(machine, machines, mac), ...twiceInside(machine, mac), ...otherPorts(facts, machine, nic)];
}

function otherMachines(machine: Machine, machines: readonly Machine[], mac: string): readonly string[] {
  return machines
    .filter((other) => !isSame(other, machine) && other.nics.some((nic) => nic.mac === mac && nic.backend !== 'user'))
    .map((other) => {
      const who = other.state.kind === 'running' ? `${other.name} (pid ${other.state.pid})` : `${other.name} (not running)`;
      return `Machines ${machine.name} and ${who} both have MAC ${mac}: they cannot talk to each other, and answers reach now one, now the other.`;
    });
}

function isSame(one: Machine, other: Machine): boolean {
  const pidOf = ({ state }: Machine) => (state.kind === 'running' ? state.pid : null);
  return one.name === other.name && one.owner === other.owner && pidOf(one) === pidOf(other);
}

function twiceInside(machine: Machine, mac: string): readonly string[] {
  return machine.nics.filter((nic) => nic.mac === mac).length > 1 ? [`Two cards of ${machine.name} have MAC ${mac}.`] : [];
}

/** On another port than its own tap: a second station with this MAC, or the machine was there a moment ago. */
function otherPorts({ network }: HostFacts, machine: Machine, nic: MachineNic): readonly string[] {
  return valueOr(network.forwarding, [])
    .filter(
      (entry) =>
        entry.mac === nic.mac && !entry.isLocal && entry.bridge !== null && entry.bridge === nic.bridge && entry.port !== nic.tap,
    )
    .map(
      ({ port, mac, bridge }) =>
        `${bridge ?? 'The bridge'} learned MAC ${mac} of machine ${machine.name} on ${port}${nic.tap === null ? '' : `, not on its tap ${nic.tap}`}: ` +
        `another station behind ${port} has the same MAC.`,
    );
}
