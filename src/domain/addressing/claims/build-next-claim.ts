import { toClaimParts, type AddressClaim, type ClaimTrace } from './address-claim.ts';
import type { ClaimChange } from './claim-change.ts';

export interface ClaimIdentity {
  readonly operationId: string;
  /** user@laptop */
  readonly person: string;
  /** The host's clock. */
  readonly nowEpochMs: number;
}

/** The claim as it will be written. What happened to it before stays in its trace. */
export function buildNextClaim(
  change: Exclude<ClaimChange, { readonly kind: 'release' }>,
  current: AddressClaim | null,
  { operationId, person, nowEpochMs }: ClaimIdentity,
): AddressClaim | null {
  const trace: ClaimTrace = {
    what: nameEvent(change, current),
    by: person,
    atEpochMs: nowEpochMs,
    from: findFormerOwner(current, person),
  };
  const shared = {
    version: 1,
    owner: person,
    untilEpochMs: change.untilEpochMs,
    operationId,
    trace: [...(current?.trace ?? []), trace],
  } as const;
  if (change.kind === 'claim') {
    const { addresses } = change;
    return {
      ...shared,
      cloud: addresses.cloud,
      claimedEpochMs: current?.claimedEpochMs ?? nowEpochMs,
      addressesPerGroup: addresses.private?.addressesPerGroup ?? null,
      parts: toClaimParts(addresses),
    };
  }
  return current === null ? null : { ...current, ...shared };
}

function nameEvent(change: ClaimChange, current: AddressClaim | null): ClaimTrace['what'] {
  return change.kind === 'take-over' ? 'taken-over' : current === null ? 'claimed' : 'changed';
}

function findFormerOwner(current: AddressClaim | null, person: string): string | null {
  return current === null || current.owner === person ? null : current.owner;
}
