import type { AddressDemand } from './address-demand.ts';
import { widestRange } from './allot-public.ts';
import { mostPublicAddresses } from './faststart/cluster-rules.ts';
import { countSecurityGroups } from './faststart/security-groups.ts';
import type { PlanRefusal } from './plan-outcome.ts';

const cloudName = /^[a-z0-9][a-z0-9_-]{0,47}$/;

/** What no addresses in the world could satisfy. */
export function checkDemands(demands: readonly AddressDemand[]): readonly PlanRefusal[] {
  const names = demands.map(({ cloud }) => cloud);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  return [
    ...(twice === undefined ? [] : [refuse(twice, `Two clouds are called ${twice}. Give each its own name.`)]),
    ...demands.flatMap((demand) => [...checkNames(demand), ...checkPublic(demand), ...checkPrivate(demand)]),
  ];
}

function refuse(cloud: string, message: string): PlanRefusal {
  return { kind: 'bad-demand', cloud, message };
}

function checkNames({ cloud, machines }: AddressDemand): readonly PlanRefusal[] {
  const names = machines.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  return [
    ...(cloudName.test(cloud)
      ? []
      : [refuse(cloud, `"${cloud}" cannot be the name of a cloud: use 1 to 48 lower-case letters, digits, - or _.`)]),
    ...(twice === undefined ? [] : [refuse(cloud, `Two machines of cloud ${cloud} are called ${twice}.`)]),
  ];
}

function checkPublic({ cloud, public: wish }: AddressDemand): readonly PlanRefusal[] {
  if (wish.kind !== 'find') {
    return [];
  }
  const { count, form } = wish;
  if (!Number.isInteger(count) || count < 1 || count > mostPublicAddresses) {
    return [refuse(cloud, `Cloud ${cloud} can have 1 to ${mostPublicAddresses} public addresses, not ${count}.`)];
  }
  return form === 'range' && count > widestRange
    ? [
        refuse(
          cloud,
          `A range has at most ${widestRange} addresses, and cloud ${cloud} wants ${count} in one. Let it have a list.`,
        ),
      ]
    : [];
}

function checkPrivate({ cloud, private: wish, rules }: AddressDemand): readonly PlanRefusal[] {
  if (wish.kind !== 'find') {
    return [];
  }
  const { prefixLength, addressesPerGroup } = wish;
  if (!Number.isInteger(prefixLength) || prefixLength < 8 || prefixLength > 30) {
    return [refuse(cloud, `A private subnet is from /8 to /30, and cloud ${cloud} wants /${prefixLength}.`)];
  }
  return rules === 'faststart' && addressesPerGroup !== null && countSecurityGroups(prefixLength, addressesPerGroup).groups === 0
    ? [
        refuse(
          cloud,
          `A private subnet of /${prefixLength} is too small for cloud ${cloud}: with ${addressesPerGroup} addresses per security group none could be used. Take a larger subnet or smaller groups.`,
        ),
      ]
    : [];
}
