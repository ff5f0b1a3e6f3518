import type { Link } from '../../hosts/network-facts.ts';
import type { Case } from './cause.ts';
import { isRouted } from './is-routed.ts';

export interface NarrowInside {
  readonly link: Link;
  readonly nic: Link;
}

/** A device behind the machine's routing that takes smaller packets than its card. */
export function findNarrowInside({ machine }: Case): NarrowInside | null {
  const nic = machine?.nic ?? null;
  if (!machine || nic === null || !isRouted(machine)) {
    return null;
  }
  const link = [machine.inner?.bridge ?? null, machine.inner?.port ?? null].find((each) => each !== null && each.mtu < nic.mtu);
  return link ? { link, nic } : null;
}
