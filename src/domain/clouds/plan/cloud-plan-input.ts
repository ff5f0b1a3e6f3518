import type { AddressClaim } from '../../addressing/claims/address-claim.ts';
import type { HostNetwork } from '../../addressing/host-network.ts';
import type { HostFacts } from '../../hosts/host-facts.ts';
import type { RemovalWish } from '../../machines/destroy-wish.ts';
import type { HostPaths } from '../../machines/machine-paths.ts';
import type { Machine } from '../../machines/machine.ts';
import type { Recipe } from '../../recipes/recipe.ts';
import type { Cloud } from '../cloud.ts';

export interface CloudPlanInput {
  readonly cloud: Cloud;
  readonly recipe: Recipe;
  readonly facts: HostFacts;
  readonly network: HostNetwork;
  /** As it is on the host now. null: there is no such cloud yet. */
  readonly existing: Cloud | null;
  /** All of the host, as they were read. */
  readonly machines: readonly Machine[];
  /** How machines go that the cloud no longer has; null: they may not go. */
  readonly removal: RemovalWish | null;
  readonly claim: { readonly current: AddressClaim | null; readonly untilEpochMs: number | null };
  readonly identity: CloudIdentity;
  readonly paths?: HostPaths;
}

/** What is made up for one launch of a cloud. The same identity and cloud give the same plan, to the letter. */
export interface CloudIdentity {
  readonly operationId: string;
  readonly createdEpochMs: number;
  /** user@laptop */
  readonly createdBy: string;
  /** By the host's clock. */
  readonly hostNowEpochMs: number;
  /** One for each machine that is launched. */
  readonly uuidOf: Readonly<Record<string, string>>;
}
