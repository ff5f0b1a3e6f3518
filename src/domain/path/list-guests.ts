import { valueOr } from '../fact.ts';
import { findTaps } from '../machines/find-taps.ts';
import { parseQemuArgv } from '../machines/parse-qemu-argv.ts';
import type { PlaceFacts } from './place-facts.ts';

/** A card of something that QEMU runs in a place. */
export interface GuestCard {
  /** As whoever started it called it; libvirt and Eucalyptus give the instance's own name. */
  readonly name: string | null;
  readonly pid: number;
  readonly mac: string | null;
  readonly port: string | null;
}

export function listGuestCards({ processes, links, forwarding }: PlaceFacts): readonly GuestCard[] {
  return valueOr(processes, []).flatMap((process) => {
    const { name, nics } = parseQemuArgv(process.argv);
    const taps = findTaps(nics, process, valueOr(links, []), valueOr(forwarding, []));
    return nics.map(({ mac }, at) => ({ name, pid: process.pid, mac, port: taps[at] ?? null }));
  });
}
