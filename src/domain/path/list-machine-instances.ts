import type { HostFacts } from '../hosts/host-facts.ts';
import type { Machine } from '../machines/machine.ts';
import { explainInstance } from './build-nested-hop.ts';
import { findInstances } from './find-instances.ts';
import { findOutsideInstances, type OutsideInstance } from './find-outside-instances.ts';
import type { PlaceFacts } from './place-facts.ts';
import type { ToldInstances } from './told-instances.ts';
import { findMachineNic } from './walk/build-scene.ts';

/** seen: in the machine. told: by the cloud's API. inferred: concluded from outside. */
export type InstanceCertainty = 'seen' | 'told' | 'inferred';

/** An instance in a machine, as the map of the host shows it. */
export interface MachineInstance extends OutsideInstance {
  /** Within its machine. */
  readonly id: string;
  /** What a person calls it: its name, else an address, else its MAC. */
  readonly title: string;
  readonly certainty: InstanceCertainty;
}

export interface MachineInstancesQuestion {
  readonly facts: HostFacts;
  readonly machine: Machine;
  /** What was last read inside; null where nobody looked. */
  readonly inside: PlaceFacts | null;
  readonly told: ToldInstances;
}

/** Everything that runs inside a machine, once, whichever card it is behind. */
export function listMachineInstances(question: MachineInstancesQuestion): readonly MachineInstance[] {
  const { machine, inside } = question;
  if (machine.state.kind !== 'running') {
    return [];
  }
  const found = machine.nics.flatMap((nic, index) => {
    const told = { ...question.told, isAllHere: index === 0 && question.told.isAllHere };
    return inside === null
      ? findOutsideInstances({ facts: question.facts, machineName: machine.name, nic, told }).map(fromOutside)
      : fromInside(inside, findMachineNic(inside, nic.mac)?.name ?? null, told);
  });
  return [...new Map(found.map((instance) => [instance.id, instance])).values()];
}

function fromInside(inside: PlaceFacts, nic: string | null, told: ToldInstances): readonly MachineInstance[] {
  return findInstances(inside, nic, told).map((instance) => {
    const { source, name, state, mac, privateAddress, publicAddresses } = instance;
    const isSeen = source === 'frames' || source === 'process';
    const facts = { name, state, mac, privateAddress, publicAddresses, ...explainInstance(instance, inside) };
    return identify(facts, isSeen ? 'seen' : state === null ? 'inferred' : 'told');
  });
}

function fromOutside(instance: OutsideInstance): MachineInstance {
  return identify(instance, instance.state === null ? 'inferred' : 'told');
}

function identify(instance: OutsideInstance, certainty: InstanceCertainty): MachineInstance {
  const { name, mac, privateAddress, publicAddresses } = instance;
  const title = name ?? publicAddresses[0] ?? privateAddress ?? mac ?? 'an instance';
  return { ...instance, id: title, title, certainty };
}
