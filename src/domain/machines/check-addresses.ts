import ipaddr from 'ipaddr.js';
import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { Taken } from './collect-taken.ts';
import type { DraftProblem } from './draft-problem.ts';
import type { MachineAddresses, MachineDraft } from './machine-definition.ts';

/** What the person is going to type into the installer, against what is known of the network. */
export function checkAddresses({ addresses, bridge }: MachineDraft, facts: HostFacts, taken: Taken): readonly DraftProblem[] {
  if (addresses === null) {
    return [warning('No address is planned for this machine, so Nutshell cannot say later whether it answers.')];
  }
  return [...checkFree(addresses, taken), ...checkOwnSubnet(addresses), ...checkBridgeSubnet(addresses, bridge, facts)];
}

function checkFree({ ip, gateway, nameserver }: MachineAddresses, taken: Taken): readonly DraftProblem[] {
  const holder = taken.ipAddresses.get(ip) ?? (ip === gateway ? 'the gateway' : ip === nameserver ? 'the nameserver' : undefined);
  return holder === undefined ? [] : [refusal(`Address ${ip} is taken by ${holder}. Choose another address.`)];
}

function checkOwnSubnet({ ip, prefixLength, gateway }: MachineAddresses): readonly DraftProblem[] {
  if (!ipaddr.IPv4.isValid(ip)) {
    return [];
  }
  if (prefixLength > 32) {
    return [refusal(`A prefix length of ${prefixLength} does not exist in IPv4; 24 or 16 are usual.`)];
  }
  if (prefixLength < 31 && isEdge(ip, prefixLength)) {
    return [
      refusal(
        `Address ${ip} is the first or last of its subnet /${prefixLength}, which no machine can have. Choose one between.`,
      ),
    ];
  }
  return isInside(gateway, ip, prefixLength)
    ? []
    : [warning(`Gateway ${gateway} is outside ${ip}/${prefixLength}, so the machine could not reach it.`)];
}

function checkBridgeSubnet({ ip }: MachineAddresses, bridge: string, { network }: HostFacts): readonly DraftProblem[] {
  const own =
    valueOr(network.links, [])
      .find(({ name }) => name === bridge)
      ?.addresses.filter(({ family }) => family === 'inet') ?? [];
  const [first] = own;
  if (!first || !ipaddr.IPv4.isValid(ip) || own.some(({ address, prefixLength }) => isInside(ip, address, prefixLength))) {
    return [];
  }
  return [
    warning(
      `Address ${ip} is not in the subnet of ${bridge} (${first.address}/${first.prefixLength}), so the host itself could not reach it directly.`,
    ),
  ];
}

function isInside(address: string, subnet: string, prefixLength: number): boolean {
  return ipaddr.IPv4.isValid(address) && ipaddr.IPv4.parse(address).match(ipaddr.IPv4.parse(subnet), prefixLength);
}

function isEdge(ip: string, prefixLength: number): boolean {
  const subnet = `${ip}/${prefixLength}`;
  const edges = [ipaddr.IPv4.networkAddressFromCIDR(subnet), ipaddr.IPv4.broadcastAddressFromCIDR(subnet)];
  return edges.some((edge) => edge.toString() === ip);
}

function refusal(message: string): DraftProblem {
  return { field: 'addresses', level: 'refusal', message };
}

function warning(message: string): DraftProblem {
  return { field: 'addresses', level: 'warning', message };
}
