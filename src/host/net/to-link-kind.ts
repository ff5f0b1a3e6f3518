import type { Link, LinkKind } from '#domain/hosts/network-facts.ts';

const kinds: Readonly<Record<string, LinkKind>> = {
  bridge: 'bridge',
  tun: 'tap',
  tap: 'tap',
  bond: 'bond',
  team: 'bond',
  vlan: 'vlan',
  veth: 'veth',
};

/** A link without a kind of its own is a device: real hardware, or what a hypervisor shows as such. */
export function toLinkKind(rawKind: string | null, linkType: string | null): LinkKind {
  if (linkType === 'loopback') {
    return 'loopback';
  }
  return rawKind === null ? (linkType === 'ether' ? 'physical' : 'other') : (kinds[rawKind] ?? 'other');
}

/** plotnetcfg's states, from the kernel's flags. */
export function toLinkState(flags: readonly string[]): Link['state'] {
  return flags.includes('UP') ? (flags.includes('LOWER_UP') ? 'up' : 'up-no-carrier') : 'down';
}

/** `link` of a veth is its other end, not what it stands on. */
export function hasParent(kind: LinkKind): boolean {
  return kind !== 'veth' && kind !== 'tap' && kind !== 'bridge';
}
