import type { AddressRange } from '../address-range.ts';
import type { Ipv4 } from '../ipv4.ts';

export interface ProbeAnswer {
  readonly mac: string;
  /** Who that is, in words ready for a sentence; null where nobody knows. */
  readonly holder: string | null;
}

/** An address that somebody has. More than one answer: two stations believe that it is theirs. */
export interface TakenAddress {
  readonly address: Ipv4;
  /** Empty where it is the host's own, which answers itself. */
  readonly answers: readonly ProbeAnswer[];
  readonly isHosts: boolean;
}

/** What came of asking for every address of some ranges on a bridge. */
export interface ProbeReport {
  readonly bridge: string;
  readonly asked: readonly AddressRange[];
  /** Nobody answered for these. A machine that is switched off does not answer either. */
  readonly silent: readonly AddressRange[];
  readonly taken: readonly TakenAddress[];
  /** Whether a second answer for one address would have been heard. */
  readonly hearsAll: boolean;
  readonly warnings: readonly string[];
  readonly atEpochMs: number;
}

/** The host's answer, before anybody makes sense of it. */
export interface ProbeRecord {
  /** The kernel's neighbours on that bridge that have a MAC. */
  readonly neighbours: readonly { readonly address: Ipv4; readonly mac: string }[];
  /** Every ARP answer that was heard; null where nothing could listen. */
  readonly replies: readonly { readonly address: Ipv4; readonly mac: string }[] | null;
  readonly hostAddresses: readonly Ipv4[];
}
