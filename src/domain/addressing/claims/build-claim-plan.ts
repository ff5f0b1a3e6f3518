import { hostPaths, type HostPaths } from '../../machines/machine-paths.ts';
import type { Plan, PlanStep } from '../../plans/plan.ts';
import type { AddressClaim } from './address-claim.ts';
import { buildClaimGuard, buildNewClaimSteps, buildWriteClaim } from './build-claim-steps.ts';
import { buildNextClaim, type ClaimIdentity } from './build-next-claim.ts';
import { getCloud, type ClaimChange } from './claim-change.ts';
import { getClaimPaths } from './claim-paths.ts';

/** A change of a claim as a plan of its own. */
export function buildClaimPlan(
  change: ClaimChange,
  current: AddressClaim | null,
  identity: ClaimIdentity,
  paths: HostPaths = hostPaths,
): Plan {
  const cloud = getCloud(change);
  const next = change.kind === 'release' ? null : buildNextClaim(change, current, identity);
  return {
    title: nameChange(change.kind, cloud),
    subject: cloud,
    target: { kind: 'cloud', name: cloud },
    exclusion: 'host',
    undoableUntilEpochMs: null,
    steps: [
      buildClaimGuard(cloud, { current, next, operationId: identity.operationId, person: identity.person }, paths),
      ...listSteps(cloud, current, next, paths),
    ],
  };
}

/** What the plan is called where it is listed. */
export function nameChange(kind: ClaimChange['kind'], cloud: string): string {
  const verbs = { claim: 'Claim', 'take-over': 'Take over', release: 'Release' } as const;
  return `${verbs[kind]} the addresses of ${cloud}`;
}

function listSteps(
  cloud: string,
  current: AddressClaim | null,
  next: AddressClaim | null,
  paths: HostPaths,
): readonly PlanStep[] {
  if (next === null) {
    return [buildRemoval(cloud, paths)];
  }
  return current === null ? buildNewClaimSteps(next, paths) : [buildWriteClaim(next, paths)];
}

function buildRemoval(cloud: string, paths: HostPaths): PlanStep {
  const { folder } = getClaimPaths(cloud, paths);
  return {
    id: 'remove-claim',
    title: `Remove the claim of ${cloud}`,
    action: { kind: 'run', argv: ['rm', '-rf', folder] },
    notes: [{ option: folder, explanation: 'Holds the claim and who had it before; nothing of the cloud itself.' }],
    check: ['test', '!', '-e', folder],
    undo: null,
  };
}
