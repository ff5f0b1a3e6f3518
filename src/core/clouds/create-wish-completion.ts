import type { CloudRefusal } from '#contract/clouds.ts';
import { findNetwork, type HostNetwork } from '#domain/addressing/host-network.ts';
import { toCloudAddresses as toClaimedAddresses, type AddressClaim } from '#domain/addressing/claims/address-claim.ts';
import { toCloudAddresses, type Cloud } from '#domain/clouds/cloud.ts';
import { buildDemand } from '#domain/clouds/build-demand.ts';
import { toWish, type CloudWish } from '#domain/clouds/cloud-wish.ts';
import { completeCloud } from '#domain/clouds/complete-cloud.ts';
import { describeDifference, type CloudChange } from '#domain/clouds/describe-difference.ts';
import type { CloudVerdict } from '#domain/clouds/cloud-verdict.ts';
import { toCurrentCloud } from '#domain/clouds/list-clouds.ts';
import { readCloudFile } from '#domain/clouds/read-cloud-file.ts';
import { toCloud } from '#domain/clouds/read-cloud-record.ts';
import { writeCloudFile } from '#domain/clouds/write-cloud-file.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import { describePlace } from '#domain/yaml/file-problem.ts';
import { collectTakenOf, createGathering, type Gathered } from '../addressing/gather-addresses.ts';
import { listAllowedDefaults } from '../addressing/plan-demands.ts';
import { knowFolder } from '../machines/know-folder.ts';
import { HostError } from '../ports/host-error.ts';
import type { CloudServiceOptions } from './cloud-service-options.ts';
import { createInstallerFinder } from './create-installer-finder.ts';
import { readFoundClouds } from './read-found-clouds.ts';

export interface CompletedWish {
  readonly kind: 'complete';
  readonly gathered: Gathered;
  /** Those that were gathered, and the folder of its disks. */
  readonly facts: HostFacts;
  readonly network: HostNetwork;
  readonly recipe: Recipe;
  readonly cloud: Cloud;
  /** The cloud as a file; completed again, it is the same. */
  readonly file: string;
  readonly existing: Cloud | null;
  readonly changes: readonly CloudChange[];
  readonly claim: AddressClaim | null;
  readonly verdicts: readonly CloudVerdict[];
}

export interface WishInput {
  readonly hostId: string;
  readonly file: string;
  readonly ignoreLaptop: boolean;
}

interface Situation {
  readonly wish: CloudWish;
  readonly recipe: Recipe;
  readonly gathered: Gathered;
  readonly facts: HostFacts;
  readonly network: HostNetwork;
  readonly existing: Cloud | null;
  readonly claim: AddressClaim | null;
}

/** A cloud file to a cloud with nothing left open, from everything that the host, other hosts and this laptop have to say about it. */
export function createWishCompletion(options: CloudServiceOptions) {
  const { recipes, readings, environment } = options;
  const gather = createGathering(options);
  const findInstallers = createInstallerFinder(options.images);

  async function completeSituation(
    input: WishInput,
    found: Situation,
    signal: AbortSignal,
  ): Promise<CompletedWish | CloudRefusal> {
    const { wish, recipe, gathered, facts, network, existing, claim } = found;
    const { images, problems } = await findInstallers(input.hostId, wish, recipe, { signal });
    const taken = collectTakenOf(gathered, network, {
      exceptClouds: [wish.name],
      allowedDefaults: listAllowedDefaults(buildDemand(wish, recipe, [])),
      ignoreLaptop: input.ignoreLaptop,
    });
    const completion = completeCloud({
      ...{ wish, recipe, facts, images, network, taken },
      machines: gathered.machines,
      owned: { ranges: gathered.ownedRanges },
      had: existing,
      hadAddresses: claim === null ? existing && toCloudAddresses(existing) : toClaimedAddresses(claim),
      preferredPlace: gathered.host.diskPlace ?? null,
      randomBytes: environment.randomBytes,
    });
    if (completion.kind === 'refused') {
      return { ...completion, notes: gathered.notes };
    }
    const { cloud, file } = writeDown(completion.cloud);
    return {
      kind: 'complete',
      ...{ gathered, facts, network, recipe, cloud, existing, claim },
      file,
      changes: existing === null ? [] : describeDifference(existing, cloud),
      verdicts: [...problems.map((message) => ({ level: 'refusal' as const, machine: null, message })), ...completion.verdicts],
    };
  }

  return async function complete(input: WishInput, signal: AbortSignal): Promise<CompletedWish | CloudRefusal> {
    const reading = readCloudFile(input.file);
    if (reading.kind === 'refused') {
      return { kind: 'unreadable', problems: reading.problems };
    }
    const { wish } = reading;
    const recipe = await findRecipe(recipes, wish.recipe);
    if (typeof recipe === 'string') {
      return { kind: 'refused', problems: [recipe], notes: [] };
    }
    const gathered = await gather(input.hostId);
    const refuse = (problem: string): CloudRefusal => ({ kind: 'refused', problems: [problem], notes: gathered.notes });
    const network = findNetwork(gathered.facts, wish.bridge);
    if (network.kind === 'none') {
      return refuse(network.reason);
    }
    const record = readFoundClouds(gathered.facts).find(({ name }) => name === wish.name) ?? null;
    if (record?.kind === 'broken') {
      const places = record.problems.map(describePlace).join(' ');
      return refuse(`What is written on the host about cloud ${wish.name} cannot be read (${record.path}). ${places}`);
    }
    const claim = gathered.claims.find(({ cloud }) => cloud === wish.name) ?? null;
    const existing = record === null ? null : toCurrentCloud(record.cloud, gathered.machines, claim);
    const place = wish.disks ?? existing?.disks ?? gathered.host.diskPlace ?? null;
    const facts = await knowFolder(readings, gathered.host, gathered.facts, place);
    return completeSituation(input, { ...{ wish, recipe, gathered, facts, existing, claim }, network: network.network }, signal);
  };
}

/** The recipe, or why there is none of that id. */
async function findRecipe(recipes: CloudServiceOptions['recipes'], id: string): Promise<Recipe | string> {
  try {
    return await recipes.findRecipe(id);
  } catch (error) {
    if (error instanceof HostError && error.code === 'not-found') {
      return `${error.message} ${error.hint ?? ''}`.trim();
    }
    throw error;
  }
}

/** The cloud as its own file has it, to the order of its fields: what is brought up from that file is then the same to the letter. */
function writeDown(completed: Cloud): { readonly cloud: Cloud; readonly file: string } {
  const file = writeCloudFile(toWish(completed));
  const reading = readCloudFile(file);
  const cloud = reading.kind === 'read' ? toCloud(reading.wish) : null;
  if (cloud === null) {
    throw new RangeError(`A completed cloud does not read as one: ${file}`);
  }
  return { cloud, file };
}
