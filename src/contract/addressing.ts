import { z } from 'zod';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { AddressMap } from '#domain/addressing/address-map.ts';
import type { AddressClaim } from '#domain/addressing/claims/address-claim.ts';
import type { DemandText } from '#domain/addressing/demand-text.ts';
import type { HostNetwork } from '#domain/addressing/host-network.ts';
import type { PlanOutcome } from '#domain/addressing/plan-outcome.ts';
import type { ProbeReport } from '#domain/addressing/probe/probe-report.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { hostId } from './names.ts';
import { method, stream } from './method.ts';

const words = z.string().max(20_000, 'That is too long for a list of addresses');
const cloud = z.string().max(48, 'At most 48 characters');

/** Texts as a person wrote them; what is wrong with them comes back in sentences. */
export const demandText = z.strictObject({
  cloud,
  machines: z
    .array(z.strictObject({ name: z.string().min(1).max(48), address: z.string().max(64) }))
    .max(200, 'At most 200 machines')
    .readonly(),
  public: words,
  isOneRange: z.boolean(),
  private: z.string().max(64),
  addressesPerGroup: z.int().min(1).max(65_536).nullable(),
  bridge: z.string().max(64),
  rules: z.enum(['faststart', 'none']),
}) satisfies z.ZodType<DemandText>;

/** `days` are counted from today by the host's clock, to the end of that day in UTC; null is until it is released. */
const days = z.int().min(1, 'At least one day').max(3_650, 'At most ten years').nullable();

const planning = z.strictObject({
  hostId,
  demands: z.array(demandText).min(1, 'Give at least one cloud').max(200, 'At most 200 clouds').readonly(),
  /** A person knows that a route of this laptop does not matter. */
  ignoreLaptop: z.boolean(),
});

const claimChange = z.strictObject({
  hostId,
  change: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('claim'), demand: demandText, days, ignoreLaptop: z.boolean() }),
    z.strictObject({ kind: z.literal('take-over'), cloud, days }),
    z.strictObject({ kind: z.literal('release'), cloud }),
  ]),
});

/** A plan of addresses, or why there is none. `capacities` are by cloud, in the order of the demands; null where none can be told. */
export interface AddressReview {
  readonly network: HostNetwork;
  readonly outcome: PlanOutcome;
  readonly capacities: readonly (string | null)[];
  readonly notes: readonly string[];
}

/** What changing a claim would do; refusals mean that it would not be done, and the plan has no steps. */
export interface ClaimReview {
  readonly plan: Plan;
  /** As it would be written; null for a release, and where it is refused. */
  readonly claim: AddressClaim | null;
  readonly refusals: readonly string[];
  readonly notes: readonly string[];
  readonly script: string;
}

export const addressing = {
  /** What is owned, taken and free in the network of a host, and who has claimed what. */
  map: method(z.strictObject({ hostId })).returns<AddressMap>(),
  /** Remembers on this laptop what the person owns there. Changes nothing on the host. */
  own: method(z.strictObject({ hostId, blocks: words, way: z.enum(['replace', 'add', 'remove']) })).returns<AddressMap>(),
  /** Addresses for clouds that are not there yet, or anew for those that are; nothing is written anywhere. */
  plan: method(planning).returns<AddressReview>(),
  /** Asks on the host's bridge who has which of these addresses; takes a few seconds. */
  probe: method(z.strictObject({ hostId, addresses: words })).returns<ProbeReport>(),
  reviewClaim: method(claimChange).returns<ClaimReview>(),
  /** Writes or removes a claim on the host. Refuses, as an error, what the review refuses. */
  changeClaim: stream(claimChange).of<OperationEvent>(),
};
