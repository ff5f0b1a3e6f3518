import type { OwnedAddresses } from '../addressing/address-demand.ts';
import type { CloudAddresses } from '../addressing/cloud-addresses.ts';
import type { HostNetwork } from '../addressing/host-network.ts';
import type { TakenRange } from '../addressing/taken-range.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { ImageDescription } from '../images/image-description.ts';
import type { DiskPlace } from '../machines/machine-disk.ts';
import type { Machine } from '../machines/machine.ts';
import type { Recipe } from '../recipes/recipe.ts';
import type { Cloud } from './cloud.ts';
import type { CloudWish } from './cloud-wish.ts';

export interface CompletionInput {
  readonly wish: CloudWish;
  readonly recipe: Recipe;
  readonly facts: HostFacts;
  readonly machines: readonly Machine[];
  /** What is known of the ISOs on the host. */
  readonly images: readonly ImageDescription[];
  readonly network: HostNetwork;
  readonly owned: OwnedAddresses;
  readonly taken: readonly TakenRange[];
  /** What the cloud has already, where it is there. */
  readonly had: Cloud | null;
  readonly hadAddresses: CloudAddresses | null;
  readonly preferredPlace: DiskPlace | null;
  /** Uniform bytes from the operating system. */
  readonly randomBytes: (count: number) => Uint8Array;
}
