import type { AddressRange } from '#domain/addressing/address-range.ts';
import type { AddressClaim } from '#domain/addressing/claims/address-claim.ts';
import type { LaptopRoute } from '#domain/addressing/laptop-route.ts';
import type { ProbeRecord } from '#domain/addressing/probe/probe-report.ts';
import type { Fact } from '#domain/fact.ts';
import type { HostShell } from './host-shell.ts';

/** Asks on a bridge of a host who has which addresses, in one round trip. */
export type AddressProber = (
  shell: HostShell,
  request: { readonly device: string; readonly ranges: readonly AddressRange[] },
  signal?: AbortSignal,
) => Promise<ProbeRecord>;

/** Where this laptop sends packets, of its own accord or for a VPN. Read anew each time: a VPN comes and goes. */
export type LaptopRoutes = () => Promise<Fact<readonly LaptopRoute[]>>;

/** What this laptop remembers of the addresses of a host. */
export interface RememberedAddresses {
  /** Words of a person, as parseRanges reads them. */
  readonly owned: readonly string[];
  /** Claims as they were when this laptop last looked, for when the host cannot be asked. */
  readonly claims: readonly AddressClaim[];
}

/** By host id, kept on this laptop. */
export interface AddressStore {
  list(): Promise<Readonly<Record<string, RememberedAddresses>>>;
  saveOwned(hostId: string, owned: readonly string[]): Promise<void>;
  saveClaims(hostId: string, claims: readonly AddressClaim[]): Promise<void>;
}
