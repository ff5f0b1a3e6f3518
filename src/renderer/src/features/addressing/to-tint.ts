import type { ClaimView } from '#domain/addressing/address-map.ts';

/** As many colours and patterns as ui/address-grid has. */
const tintCount = 8;

/** The colour of a cloud is the place of its claim in the list, so the same on the map and in the table. */
export function toTint(claims: readonly ClaimView[], cloud: string): number {
  const at = claims.findIndex(({ claim }) => claim.cloud === cloud);
  return Math.max(0, at) % tintCount;
}
