import type { AppClient } from '#contract/api.ts';
import type { HostReading } from '#contract/hosts.ts';
import { buildMachineChains } from '#domain/path/build-chains.ts';
import { findCloudOf } from '#domain/path/find-outside-instances.ts';
import { listMachineInstances, type MachineInstance } from '#domain/path/list-machine-instances.ts';
import { nothingTold } from '#domain/path/told-instances.ts';
import { aMachineInside, insideFacts, toldInstances } from './a-machine-inside.ts';

type Path = AppClient['path'];

/** Machines of clouds have instances inside; whoever looks is asked for a password once, and any is right. */
export function createFakeNested(read: (hostId: string) => Promise<HostReading>) {
  let isIn = false;
  const toldOf = (facts: HostReading['facts'], machine: string) =>
    findCloudOf(facts, machine) === null ? nothingTold : { instances: toldInstances, isAllHere: true };

  return {
    insideOf: async (hostId: string, machine: string) => {
      const { facts, machines } = await read(hostId);
      const nic = machines.find(({ name }) => name === machine)?.nics[0];
      return insideFacts(facts, nic?.mac ?? '');
    },
    chains: async ({ hostId, machine: name }: Parameters<Path['chains']>[0]) => {
      const { facts, machines } = await read(hostId);
      const machine = machines.find((each) => each.name === name)!;
      return buildMachineChains({ facts, machine, machines, told: toldOf(facts, name) });
    },
    lookInside: async ({ hostId, machine: name, login }: Parameters<Path['lookInside']>[0]) => {
      const { facts, machines } = await read(hostId);
      const machine = machines.find((each) => each.name === name)!;
      if (findCloudOf(facts, name) === null) {
        return { kind: 'none', reason: `${name} is in no cloud.` } as const;
      }
      isIn ||= login.answers.secrets.length > 0;
      if (!isIn) {
        const question = { kind: 'password', target: 'root@10.101.7.2', wrongBefore: false } as const;
        return { kind: 'question', question } as const;
      }
      const inside = { machine: aMachineInside(facts, machine.nics[0]?.mac ?? ''), nested: [] };
      const chains = buildMachineChains({ facts, machine, machines, inside, told: toldOf(facts, name) });
      return { kind: 'seen', target: 'root@10.101.7.2', chains, notes: [] } as const;
    },
    instances: async ({ hostId }: Parameters<Path['instances']>[0]) => {
      const { facts, machines } = await read(hostId);
      const found = machines.map((machine, at) => ({
        machine: machine.name,
        instances:
          machine.manager === 'proxmox'
            ? someInstances(at)
            : listMachineInstances({ facts, machine, inside: null, told: toldOf(facts, machine.name) }),
      }));
      return { machines: found.filter(({ instances }) => instances.length > 0), notes: [] };
    },
  } satisfies Partial<Path> & Record<string, unknown>;
}

/** On the large host every third machine has some: one to three, one of them with more than the map has room for. */
function someInstances(at: number): readonly MachineInstance[] {
  const count = at === 4 ? 14 : at % 3 === 0 ? 1 + (at % 2) : 0;
  return Array.from({ length: count }, (_, number) => {
    const certainty = (['seen', 'told', 'inferred'] as const)[(at + number) % 3] ?? 'seen';
    const address = `10.101.${8 + Math.floor(at / 40)}.${(at % 40) * 6 + number}`;
    const name = certainty === 'inferred' ? null : `i-${(0x1a2b0000 + at * 256 + number).toString(16)}`;
    return {
      ...{ id: name ?? address, title: name ?? address, certainty, name, state: name === null ? null : 'running' },
      ...{ mac: null, privateAddress: null, publicAddresses: [address] },
      ...{ reason: 'Concluded from outside: the card of the machine answers for it', evidence: 'ip -j neigh' },
    };
  });
}
