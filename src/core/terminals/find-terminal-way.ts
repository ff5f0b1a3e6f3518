import type { MachineLogin } from '#contract/machine-login.ts';
import type { Host, HostAuth, SshTarget } from '#domain/hosts/host.ts';
import { findAddressOfMachine, findCloudOfMachine, findFrontend } from '#domain/terminals/find-terminal-target.ts';
import type { TerminalPlace } from '#domain/terminals/terminal.ts';
import type { CloudPlace, MachineWays } from '../clouds/create-machine-ways.ts';
import type { Readings } from '../hosts/create-readings.ts';
import { HostError } from '../ports/host-error.ts';

const maxAgeMs = 15_000;
const usualUser = 'root';

export interface WayFinderOptions {
  readonly readings: Pick<Readings, 'findMachine' | 'readRecent'>;
  readonly ways: Pick<MachineWays, 'find'>;
}

export interface TerminalWish {
  readonly hostId: string;
  readonly place: TerminalPlace;
  readonly login: Omit<MachineLogin, 'machine'>;
}

/** The login of a cloud's machine is the recipe's; to everything else it is what the person says, or usual. */
export type FoundWay =
  | { readonly kind: 'in-cloud'; readonly place: CloudPlace; readonly login: MachineLogin }
  | { readonly kind: 'target'; readonly target: SshTarget };

export async function findTerminalWay(options: WayFinderOptions, host: Host, wish: TerminalWish): Promise<FoundWay> {
  const { place, login } = wish;
  const toTarget = (address: string, auth: HostAuth): FoundWay => ({
    kind: 'target',
    target: { address, port: 22, user: login.user ?? usualUser, auth: login.auth ?? auth },
  });
  switch (place.kind) {
    case 'host': {
      const { address, port, user, auth } = host;
      return { kind: 'target', target: { address, port, user, auth } };
    }
    case 'cloud':
      return findInCloud(options, wish, place.cloud, null);
    case 'instance':
      return toTarget(place.address, { kind: 'agent' });
    case 'machine': {
      if (place.address !== undefined) {
        return toTarget(place.address, { kind: 'password' });
      }
      const cloud = findCloudOfMachine(await options.readings.readRecent(host, maxAgeMs), place.machine);
      return cloud === null
        ? toTarget(await findAddress(options, host, place.machine), { kind: 'password' })
        : findInCloud(options, wish, cloud, place.machine);
    }
  }
}

/** `machine` null: the one that the users of the cloud log in to. */
async function findInCloud(
  { ways }: WayFinderOptions,
  { hostId, login }: TerminalWish,
  cloud: string,
  machine: string | null,
): Promise<FoundWay> {
  const place = await ways.find(hostId, cloud);
  const roles = place.recipe.credentials.map(({ role }) => role);
  const name = machine ?? findFrontend(place.cloud.machines, roles);
  return { kind: 'in-cloud', place, login: { ...login, ...(name !== null && { machine: name }) } };
}

async function findAddress({ readings }: WayFinderOptions, host: Host, name: string): Promise<string> {
  const { machine, reading } = await readings.findMachine(host, name, { maxAgeMs });
  const address = findAddressOfMachine(reading, machine);
  if (address === null) {
    throw new HostError('not-found', `Nutshell does not know at which address ${name} is.`, {
      hint: `It belongs to no cloud that was launched from here, and ${host.name} has not seen it answer. Give its address.`,
    });
  }
  return address;
}
