import type { ForwardingEntry, Link } from '../hosts/network-facts.ts';
import type { NicOption } from './parse-nics.ts';
import type { QemuProcess } from './qemu-process.ts';

/**
 * The tap of each NIC of a running QEMU, in the order of the NICs, by the strongest evidence there is: the name on its command line,
 * the descriptor it was given, its MAC learned by a bridge on one of the process's taps; what is left is paired in order, taps in the
 * bridge a NIC asks for first. QEMU opens its taps in the order of its options, so that order is theirs.
 */
export function findTaps(
  nics: readonly NicOption[],
  process: QemuProcess,
  links: readonly Link[],
  forwarding: readonly ForwardingEntry[],
): readonly (string | null)[] {
  // A plain user cannot see what a process holds open; its MAC on a tap of the host still tells.
  const candidates = process.taps.length > 0 ? process.taps : links.filter(({ kind }) => kind === 'tap').map(({ name }) => name);
  const found = nics.map((nic) => nic.tap ?? tapOfDescriptor(nic, process) ?? tapOfMac(nic, candidates, forwarding));
  const left = process.taps.filter((tap) => !found.includes(tap));
  const bridgeOf = new Map(links.map((link) => [link.name, link.master]));
  return nics.map((nic, at) => {
    const tap = found[at] ?? null;
    if (tap !== null || (nic.backend !== 'bridge' && nic.backend !== 'tap')) {
      return tap;
    }
    const inBridge = left.findIndex((candidate) => nic.bridge !== null && bridgeOf.get(candidate) === nic.bridge);
    return left.splice(Math.max(inBridge, 0), 1)[0] ?? null;
  });
}

function tapOfDescriptor(nic: NicOption, { tapDescriptors }: QemuProcess): string | null {
  return tapDescriptors.find(({ fd }) => nic.tapFds.includes(fd))?.tap ?? null;
}

function tapOfMac(nic: NicOption, taps: readonly string[], forwarding: readonly ForwardingEntry[]): string | null {
  return forwarding.find((entry) => !entry.isLocal && entry.mac === nic.mac && taps.includes(entry.port))?.port ?? null;
}
