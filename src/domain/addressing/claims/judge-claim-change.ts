import { unreachable } from '../../unreachable.ts';
import { allowed, refused, type Verdict } from '../../verdict.ts';
import { describeOwner, isStale, toDay, type AddressClaim } from './address-claim.ts';
import { getCloud, type ClaimChange } from './claim-change.ts';
import { getClaimPaths } from './claim-paths.ts';

export interface ClaimSituation {
  /** The claim of this cloud as it is on the host; null where there is none. */
  readonly current: AddressClaim | null;
  /** user@laptop of who asks. */
  readonly person: string;
  readonly hostNowEpochMs: number;
}

/** Whether this person may do this now. Whether addresses are free is asked of the planner, not here. */
export function judgeClaimChange(change: ClaimChange, situation: ClaimSituation): Verdict {
  if (change.kind !== 'release') {
    const { untilEpochMs } = change;
    if (untilEpochMs !== null && untilEpochMs <= situation.hostNowEpochMs) {
      return refused(`${toDay(untilEpochMs)} is over already, by the clock of the host. Choose a later day.`);
    }
  }
  switch (change.kind) {
    case 'claim':
      return judgeClaim(situation);
    case 'take-over':
      return judgeTakeOver(getCloud(change), situation);
    case 'release':
      return judgeRelease(getCloud(change), situation);
    default:
      return unreachable(change, 'change of a claim');
  }
}

function judgeClaim({ current, person, hostNowEpochMs }: ClaimSituation): Verdict {
  if (current === null || current.owner === person) {
    return allowed;
  }
  const whose = `Cloud ${current.cloud} is claimed by ${describeOwner(current, hostNowEpochMs)}.`;
  return refused(
    isStale(current, hostNowEpochMs)
      ? `${whose} Take it over first, or give your cloud another name.`
      : `${whose} Give your cloud another name.`,
  );
}

function judgeTakeOver(cloud: string, { current, person, hostNowEpochMs }: ClaimSituation): Verdict {
  if (current === null) {
    return refused(`Nobody has claimed addresses for a cloud called ${cloud} on this host.`);
  }
  if (current.owner === person) {
    return refused(`The claim of cloud ${cloud} is yours already. Claim it again to change it.`);
  }
  if (current.untilEpochMs === null) {
    return refused(
      `${current.owner} has claimed cloud ${cloud} with no end, so it is never over. Ask them to release it; if they are gone, remove ${getClaimPaths(cloud).folder} on the host.`,
    );
  }
  return isStale(current, hostNowEpochMs)
    ? allowed
    : refused(`Cloud ${cloud} is claimed by ${describeOwner(current, hostNowEpochMs)}. It can be taken over when that is over.`);
}

function judgeRelease(cloud: string, { current, person, hostNowEpochMs }: ClaimSituation): Verdict {
  if (current === null) {
    return refused(`Nobody has claimed addresses for a cloud called ${cloud} on this host.`);
  }
  return current.owner === person || isStale(current, hostNowEpochMs)
    ? allowed
    : refused(`Cloud ${cloud} is claimed by ${describeOwner(current, hostNowEpochMs)}, and only they can release it before.`);
}
