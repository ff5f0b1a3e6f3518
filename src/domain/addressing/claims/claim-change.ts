import type { CloudAddresses } from '../cloud-addresses.ts';

/** What a person does with the claim of a cloud. `untilEpochMs` is by the host's clock; null is until it is released. */
export type ClaimChange =
  /** Also for a claim of one's own that is to hold other addresses, or longer. */
  | { readonly kind: 'claim'; readonly addresses: CloudAddresses; readonly untilEpochMs: number | null }
  /** Of somebody else's claim whose time is over. The addresses stay as they are. */
  | { readonly kind: 'take-over'; readonly cloud: string; readonly untilEpochMs: number | null }
  | { readonly kind: 'release'; readonly cloud: string };

export function getCloud(change: ClaimChange): string {
  return change.kind === 'claim' ? change.addresses.cloud : change.cloud;
}
