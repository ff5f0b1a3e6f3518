import { planAddresses } from '../addressing/plan-addresses.ts';
import { keepAddresses } from '../addressing/to-given-demand.ts';
import { collectTaken } from '../machines/collect-taken.ts';
import { proposePlace } from '../machines/propose-place.ts';
import { defaultLocale, type InstallLocale } from '../recipes/install-values.ts';
import { arrangeMachines } from './arrange-machines.ts';
import { buildDemand } from './build-demand.ts';
import type { Cloud } from './cloud.ts';
import type { CloudWish } from './cloud-wish.ts';
import { completeMachines } from './complete-machines.ts';
import type { CompletionInput } from './completion-input.ts';
import type { CloudVerdict } from './cloud-verdict.ts';
import { judgeCloud } from './judge-cloud.ts';

export type Completion =
  | { readonly kind: 'complete'; readonly cloud: Cloud; readonly verdicts: readonly CloudVerdict[] }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** Everything that the wish leaves open is proposed, from what the host has; machines that are there keep what they have. */
export function completeCloud(input: CompletionInput): Completion {
  const { wish, recipe, facts, machines: running, had } = input;
  const taken = collectTaken(facts, running);
  const own = new Set(had?.machines.map(({ name }) => name));
  const isTaken = (name: string) => taken.machineNames.has(name) && !own.has(name);
  const arranged = arrangeMachines(keepRunning(wish, had), recipe, isTaken, had?.machines ?? []);
  if (arranged.kind === 'refused') {
    return arranged;
  }
  const demand = keepAddresses(buildDemand(wish, recipe, arranged.machines), input.hadAddresses);
  const outcome = planAddresses({ owned: input.owned, network: input.network, demands: [demand], taken: input.taken });
  const [addresses] = outcome.kind === 'planned' ? outcome.plan.clouds : [];
  if (outcome.kind === 'refused' || addresses === undefined) {
    const problems = outcome.kind === 'refused' ? outcome.refusals.map(({ message }) => message) : [];
    return { kind: 'refused', problems };
  }
  const disks = wish.disks ?? had?.disks ?? proposePlace(facts, input.preferredPlace);
  const cloud: Cloud = {
    name: wish.name,
    recipe: recipe.id,
    shape: arranged.shape.id,
    install: wish.install,
    disks,
    machines: completeMachines(arranged.machines, { input, taken, disks, addresses }),
    public: addresses.public,
    private: addresses.private,
    bridgeAddress: addresses.bridgeAddress,
    locale: completeLocale(wish.locale, had?.locale ?? defaultLocale),
  };
  return { kind: 'complete', cloud, verdicts: judgeCloud(cloud, input) };
}

/** A file that names no machines means those that are there. */
function keepRunning(wish: CloudWish, had: Cloud | null): CloudWish {
  if (had === null || wish.machines.length > 0) {
    return wish;
  }
  const machines = had.machines.map((machine) => ({ ...machine, isoPath: null, bridge: null }));
  return { ...wish, shape: wish.shape ?? had.shape, machines };
}

function completeLocale(wanted: CloudWish['locale'], usual: InstallLocale): InstallLocale {
  return {
    timezone: wanted.timezone ?? usual.timezone,
    keyboard: wanted.keyboard ?? usual.keyboard,
    language: wanted.language ?? usual.language,
  };
}
