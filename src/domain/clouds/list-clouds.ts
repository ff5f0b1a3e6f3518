import { toCloudAddresses, type AddressClaim } from '../addressing/claims/address-claim.ts';
import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { Machine } from '../machines/machine.ts';
import type { FileProblem } from '../yaml/file-problem.ts';
import type { Cloud, CloudMachine } from './cloud.ts';

/** A cloud on a host. */
export type CloudView =
  | {
      readonly kind: 'cloud';
      readonly name: string;
      /** As it is now: without machines that are gone, with what was changed since its launch. */
      readonly cloud: Cloud;
      /** As it was launched, in the order in which they began. */
      readonly machines: readonly CloudMember[];
      /** Who has its addresses until when; null where nobody claims them any more. */
      readonly claim: AddressClaim | null;
    }
  /** What is written on the host about it cannot be read. */
  | { readonly kind: 'broken'; readonly name: string; readonly path: string; readonly problems: readonly FileProblem[] };

export interface CloudMember {
  readonly name: string;
  /** Of the recipe, e.g. nc. */
  readonly role: string;
  /** null: it was destroyed since, or never came to be. */
  readonly machine: Machine | null;
}

type Reading = { readonly facts: Pick<HostFacts, 'clouds' | 'claims'>; readonly machines: readonly Machine[] };

/** The clouds of a host by name. A reading says no more about them: whoever watches the host has them live. */
export function listClouds({ facts, machines }: Reading): readonly CloudView[] {
  const claims = valueOr(facts.claims, []);
  return valueOr(facts.clouds, [])
    .map((found): CloudView => {
      if (found.kind === 'broken') {
        return found;
      }
      const { name, cloud: record } = found;
      const claim = claims.find(({ cloud }) => cloud === name) ?? null;
      const members = record.machines.map((one) => ({ name: one.name, role: one.role, machine: findOwn(machines, one.name) }));
      return { kind: 'cloud', name, cloud: toCurrentCloud(record, machines, claim), machines: members, claim };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Machines that others launched under the same name are no part of a cloud. */
function findOwn(machines: readonly Machine[], name: string): Machine | null {
  return machines.find((machine) => machine.name === name && machine.definition !== null) ?? null;
}

/**
 * The host is the truth, and the record only what was launched: machines may have been changed or destroyed one by one since, and
 * addresses claimed anew.
 */
export function toCurrentCloud(record: Cloud, machines: readonly Machine[], claim: AddressClaim | null): Cloud {
  const addresses = claim === null ? record : toCloudAddresses(claim);
  return {
    ...record,
    public: addresses.public,
    private: addresses.private,
    bridgeAddress: addresses.bridgeAddress,
    machines: record.machines.flatMap((one) => {
      const machine = findOwn(machines, one.name);
      return machine === null ? [] : [toCurrentMachine(one, machine)];
    }),
  };
}

function toCurrentMachine(recorded: CloudMachine, { definition }: Machine): CloudMachine {
  if (definition === null) {
    return recorded;
  }
  const { memoryMiB, vcpus, isoPath, bridge, mac, disk } = definition;
  return { ...recorded, memoryMiB, vcpus, isoPath, bridge, mac, diskGiB: disk.sizeGiB, diskName: disk.name };
}
