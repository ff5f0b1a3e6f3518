import type { AddressClaim } from '../../addressing/claims/address-claim.ts';
import { buildClaimGuard } from '../../addressing/claims/build-claim-steps.ts';
import { getClaimPaths } from '../../addressing/claims/claim-paths.ts';
import type { HostFacts } from '../../hosts/host-facts.ts';
import type { DestroyWish } from '../../machines/destroy-wish.ts';
import type { DestroyedVolume } from '../../machines/list-destroyed-volumes.ts';
import { hostPaths, type HostPaths } from '../../machines/machine-paths.ts';
import type { Machine } from '../../machines/machine.ts';
import type { Plan, PlanStep } from '../../plans/plan.ts';
import { getRemovalPaths } from '../../removals/removal.ts';
import { getCloudPaths } from '../cloud-paths.ts';
import { buildMachinesAside, type AsideParts } from './build-machines-aside.ts';
import { buildMove } from './build-move.ts';

export interface CloudDownInput {
  readonly cloud: string;
  /** Of the cloud, as far as they are there, in the order in which they were begun. */
  readonly machines: readonly Machine[];
  readonly facts: HostFacts;
  readonly wish: DestroyWish;
  /** null: nobody has claimed its addresses. */
  readonly claim: AddressClaim | null;
  /** Its cloud file is on the host. */
  readonly hasRecord: boolean;
  readonly operationId: string;
  /** user@laptop */
  readonly person: string;
  readonly paths?: HostPaths;
}

export interface CloudDownPlan {
  readonly plan: Plan;
  readonly volumes: readonly DestroyedVolume[];
  /** Why nothing may be done; the plan has no steps then. */
  readonly refusals: readonly string[];
}

/**
 * Powers the machines of a cloud off, those first that were begun last, and sets aside what was made for them, with the cloud's own record and
 * its claim: one removal for all, so that one undo brings back all of it.
 */
export function buildCloudDownPlan(input: CloudDownInput): CloudDownPlan {
  const { cloud, machines, facts, wish, operationId, person, paths = hostPaths } = input;
  const title = `Take down cloud ${cloud}`;
  const { removal, volumes, parts, ...aside } = buildMachinesAside({ title, machines, facts, wish, operationId, person, paths });
  const isNothing = machines.length === 0 && !input.hasRecord && input.claim === null;
  const refusals = [...(isNothing ? [`There is no cloud called ${cloud} on this host.`] : []), ...aside.refusals];
  return {
    volumes,
    refusals,
    plan: {
      title,
      subject: cloud,
      target: { kind: 'cloud', name: cloud },
      exclusion: 'host',
      undoableUntilEpochMs: removal.isUndoable ? removal.purgeAfterEpochMs : null,
      steps: refusals.length > 0 || parts === null ? [] : buildSteps(input, parts, paths),
    },
  };
}

function buildSteps(input: CloudDownInput, { guard, steps, end }: AsideParts, paths: HostPaths): readonly PlanStep[] {
  const { cloud, claim, hasRecord, operationId, person } = input;
  const { folder } = getRemovalPaths(operationId, paths);
  return [
    ...(claim === null ? [] : [buildClaimGuard(cloud, { current: claim, next: null, operationId, person }, paths)]),
    guard,
    ...steps,
    ...(hasRecord
      ? [buildMove(getCloudPaths(cloud, paths).folder, `${folder}/cloud`, `the record of cloud ${cloud}`, 'cloud')]
      : []),
    ...(claim === null
      ? []
      : [buildMove(getClaimPaths(cloud, paths).folder, `${folder}/claim`, `the claim of the addresses of ${cloud}`, 'claim')]),
    end,
  ];
}
