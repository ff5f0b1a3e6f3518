import ipaddr from 'ipaddr.js';
import { formatIpv4, parseIpv4 } from '../addressing/ipv4.ts';
import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { Link, LinkAddress } from '../hosts/network-facts.ts';
import type { Taken } from './collect-taken.ts';
import type { MachineAddresses } from './machine-definition.ts';

/** Addresses looked at before giving up. */
const searchLimit = 4096;

/**
 * What the person will probably type into the installer: gateway and nameserver "exactly the same as for the host system", as the
 * seed says, and the next address after the host's own that nobody is known to have. Nobody known is not nobody: a machine that is
 * switched off, or a DHCP server's range, cannot be seen from here. null where the bridge has no IPv4 address to go by.
 */
export function proposeAddresses(facts: HostFacts, bridge: Link | null, taken: Taken): MachineAddresses | null {
  const own = bridge?.addresses.find(({ family, scope }) => family === 'inet' && scope !== 'link' && scope !== 'host');
  if (!bridge || !own) {
    return null;
  }
  const ip = findFreeAddress(own, taken);
  if (ip === null) {
    return null;
  }
  const gateway = findGateway(facts, bridge.name) ?? own.address;
  return { ip, prefixLength: own.prefixLength, gateway, nameserver: findNameserver(facts) ?? gateway };
}

function findFreeAddress({ address, prefixLength }: LinkAddress, taken: Taken): string | null {
  const host = parseIpv4(address);
  if (host === null) {
    return null;
  }
  const size = 2 ** (32 - prefixLength);
  const network = Math.floor(host / size) * size;
  for (let step = 1; step < Math.min(size, searchLimit); step++) {
    const candidate = network + ((host - network + step) % size);
    const isUsable = candidate !== network && candidate !== network + size - 1;
    if (isUsable && !taken.ipAddresses.has(formatIpv4(candidate))) {
      return formatIpv4(candidate);
    }
  }
  return null;
}

export function findGateway({ network }: HostFacts, bridge: string): string | null {
  const routes = valueOr(network.routes, []).filter(
    ({ destination, gateway }) =>
      gateway !== null && ipaddr.IPv4.isValid(gateway) && (destination === 'default' || destination === '0.0.0.0/0'),
  );
  return (routes.find(({ device }) => device === bridge) ?? routes[0])?.gateway ?? null;
}

/** A resolver on the host's own loopback (systemd-resolved) serves nobody else. */
export function findNameserver({ network }: HostFacts): string | null {
  return valueOr(network.nameservers, []).find((address) => ipaddr.IPv4.isValid(address) && !address.startsWith('127.')) ?? null;
}
