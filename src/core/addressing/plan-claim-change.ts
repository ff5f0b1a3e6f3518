import type { AddressClaim } from '#domain/addressing/claims/address-claim.ts';
import { buildClaimPlan, nameChange } from '#domain/addressing/claims/build-claim-plan.ts';
import { buildNextClaim, type ClaimIdentity } from '#domain/addressing/claims/build-next-claim.ts';
import type { ClaimChange } from '#domain/addressing/claims/claim-change.ts';
import { judgeClaimChange } from '#domain/addressing/claims/judge-claim-change.ts';
import type { DemandText } from '#domain/addressing/demand-text.ts';
import type { Plan } from '#domain/plans/plan.ts';
import type { Gathered } from './gather-addresses.ts';
import { planDemands } from './plan-demands.ts';

/** As the contract has it: texts, and days from now. */
export type AskedChange =
  | { readonly kind: 'claim'; readonly demand: DemandText; readonly days: number | null; readonly ignoreLaptop: boolean }
  | { readonly kind: 'take-over'; readonly cloud: string; readonly days: number | null }
  | { readonly kind: 'release'; readonly cloud: string };

export interface PlannedChange {
  readonly plan: Plan;
  readonly claim: AddressClaim | null;
  readonly refusals: readonly string[];
}

const dayMs = 86_400_000;

/** The plan of a change, or why it would not be run. */
export function planClaimChange(gathered: Gathered, asked: AskedChange, identity: ClaimIdentity): PlannedChange {
  const { claims, hostNowEpochMs, facts } = gathered;
  const cloud = asked.kind === 'claim' ? asked.demand.cloud : asked.cloud;
  const current = claims.find((one) => one.cloud === cloud) ?? null;
  const { change, refusals } = toChange(gathered, asked);
  const situation = { current, person: identity.person, hostNowEpochMs };
  const verdict = change === null ? null : judgeClaimChange(change, situation);
  const all = [
    ...(facts.privilege === 'none'
      ? [`Claiming needs root, and ${facts.loginUser} is neither root nor allowed "sudo -n" on this host.`]
      : []),
    ...refusals,
    ...(verdict === null || verdict.ok ? [] : [verdict.reason]),
  ];
  if (change === null || all.length > 0) {
    return { plan: emptyPlan(asked, cloud), claim: null, refusals: all };
  }
  const claim = change.kind === 'release' ? null : buildNextClaim(change, current, identity);
  return { plan: buildClaimPlan(change, current, identity), claim, refusals: [] };
}

interface Converted {
  /** null where the addresses could not be planned. */
  readonly change: ClaimChange | null;
  readonly refusals: readonly string[];
}

function toChange(gathered: Gathered, asked: AskedChange): Converted {
  const { hostNowEpochMs } = gathered;
  switch (asked.kind) {
    case 'release':
      return { change: { kind: 'release', cloud: asked.cloud }, refusals: [] };
    case 'take-over':
      return { change: { ...asked, untilEpochMs: toEndOfDay(hostNowEpochMs, asked.days) }, refusals: [] };
    default: {
      const { outcome } = planDemands(gathered, [asked.demand], asked.ignoreLaptop);
      const [addresses] = outcome.kind === 'planned' ? outcome.plan.clouds : [];
      const untilEpochMs = toEndOfDay(hostNowEpochMs, asked.days);
      return outcome.kind === 'planned' && addresses
        ? { change: { kind: 'claim', addresses, untilEpochMs }, refusals: [] }
        : { change: null, refusals: outcome.kind === 'refused' ? outcome.refusals.map(({ message }) => message) : [] };
    }
  }
}

/** The last second of that day in UTC, so that a review and what is run a minute later mean the same. */
export function toEndOfDay(nowEpochMs: number, days: number | null): number | null {
  return days === null ? null : (Math.floor(nowEpochMs / dayMs) + days + 1) * dayMs - 1_000;
}

/** Named as it would be, without steps. */
function emptyPlan({ kind }: AskedChange, cloud: string): Plan {
  return {
    title: nameChange(kind, cloud),
    subject: cloud,
    target: { kind: 'cloud', name: cloud },
    exclusion: 'host',
    undoableUntilEpochMs: null,
    steps: [],
  };
}
