import type { AppApi } from '#contract/api.ts';
import type { HostInstances, InsideLook } from '#contract/path.ts';
import type { Cloud } from '#domain/clouds/cloud.ts';
import { describeTarget, type Host } from '#domain/hosts/host.ts';
import { buildMachineChains } from '#domain/path/build-chains.ts';
import { findCloudOf } from '#domain/path/find-outside-instances.ts';
import { listMachineInstances } from '#domain/path/list-machine-instances.ts';
import type { PlaceFacts } from '#domain/path/place-facts.ts';
import { nothingTold, type ToldInstances } from '#domain/path/told-instances.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { Readings } from '../hosts/create-readings.ts';
import type { PlaceReader } from '../ports/place-reader.ts';
import { runAtShell } from './create-inside-reader.ts';
import type { MachineInsides } from './create-machine-insides.ts';
import type { AskInstances } from './create-told-instances.ts';

const maxAgeMs = 5_000;
/** What was read inside counts for the map as long as somebody may still look at it. */
const keptMs = 60_000;

export interface NestedViewOptions {
  readonly hosts: Pick<HostService, 'find'>;
  readonly readings: Readings;
  readonly insides: MachineInsides;
  readonly placeReader: PlaceReader;
  readonly askInstances: AskInstances;
  readonly now: () => number;
}

type LookInput = Parameters<AppApi['path']['lookInside']>[0];

/** Instances inside machines: in the chain of one, and on the map of all. */
export function createNestedView({ hosts, readings, insides, placeReader, askInstances, now }: NestedViewOptions) {
  const read = new Map<string, PlaceFacts>();

  async function toldOf(hostId: string, cloud: Cloud | null): Promise<ToldInstances & { readonly note: string | null }> {
    if (cloud === null) {
      return { ...nothingTold, note: null };
    }
    const { instances, note } = await askInstances({ hostId, cloud: cloud.name });
    return { instances, isAllHere: cloud.machines.length === 1, note };
  }

  /** What was read inside a short while ago. */
  function insideOf(hostId: string, machine: string): PlaceFacts | null {
    const facts = read.get(`${hostId} ${machine}`) ?? null;
    return facts !== null && now() - facts.readAtEpochMs < keptMs ? facts : null;
  }

  return {
    /** What the machine's cloud tells, where its credentials are kept. */
    tell: async (host: Host, machine: string): Promise<ToldInstances> => {
      const { facts } = await readings.readRecent(host, maxAgeMs);
      return toldOf(host.id, findCloudOf(facts, machine));
    },

    async lookInside({ hostId, machine: name, login }: LookInput, signal: AbortSignal): Promise<InsideLook> {
      const host = await hosts.find(hostId);
      const { machine, reading } = await readings.findMachine(host, name, { maxAgeMs });
      if (machine.state.kind !== 'running') {
        return { kind: 'none', reason: `${name} does not run, so there is nothing to look into.` };
      }
      const isSaid = login.answers.secrets.length + login.answers.acceptedFingerprints.length > 0 || login.auth !== undefined;
      const entering = await insides.enter({ hostId, machine: name }, isSaid ? login : null, signal);
      if (entering.kind !== 'in') {
        return entering;
      }
      const { link, target, cloud, leave } = entering;
      try {
        const purpose = `Read the network of ${describeTarget(target)}`;
        const [inside, told] = await Promise.all([
          placeReader.read(runAtShell(link.shell, purpose, link.privilege === 'sudo', signal)),
          toldOf(hostId, cloud),
        ]);
        read.set(`${hostId} ${name}`, inside);
        const { facts, machines } = reading;
        const chains = buildMachineChains({ facts, machine, machines, inside: { machine: inside, nested: [] }, told });
        return { kind: 'seen', target: describeTarget(target), chains, notes: told.note === null ? [] : [told.note] };
      } finally {
        leave();
      }
    },

    async instances(hostId: string): Promise<HostInstances> {
      const host = await hosts.find(hostId);
      const { facts, machines } = await readings.readRecent(host, maxAgeMs);
      const running = machines.filter(({ state }) => state.kind === 'running');
      const found = await Promise.all(
        running.map(async (machine) => {
          const told = await toldOf(hostId, findCloudOf(facts, machine.name));
          const inside = insideOf(hostId, machine.name);
          return { machine: machine.name, note: told.note, instances: listMachineInstances({ facts, machine, inside, told }) };
        }),
      );
      const notes = [...new Set(found.flatMap(({ note }) => note ?? []))];
      return {
        machines: found.flatMap(({ machine, instances }) => (instances.length === 0 ? [] : [{ machine, instances }])),
        notes,
      };
    },
  };
}
