import type { MachineLogin } from '#contract/machine-login.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import type { Cloud, CloudMachine } from '#domain/clouds/cloud.ts';
import { findSshLogin } from '#domain/clouds/find-ssh-login.ts';
import { listClouds } from '#domain/clouds/list-clouds.ts';
import type { ConnectAnswers, ConnectOutcome, ConnectSecret } from '#domain/hosts/connection.ts';
import { describeTarget, type Host, type SshTarget } from '#domain/hosts/host.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import { suggestionFor } from '#domain/suggest-name.ts';
import { describePlace } from '#domain/yaml/file-problem.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { Readings } from '../hosts/create-readings.ts';
import type { ConnectInside } from '../path/create-inside-reader.ts';
import type { HostLink } from '../ports/host-connector.ts';
import { HostError } from '../ports/host-error.ts';
import type { SecretStore } from '../ports/stores.ts';
import type { RecipeService } from '../recipes/create-recipe-service.ts';
import { findCloud } from './find-cloud.ts';
import { readFoundClouds } from './read-found-clouds.ts';

export interface MachineWayOptions {
  readonly hosts: Pick<HostService, 'find'>;
  readonly connections: Pick<Connections, 'answersOf' | 'shellOf'>;
  readonly readings: Pick<Readings, 'readFresh'>;
  readonly recipes: Pick<RecipeService, 'findRecipe'>;
  readonly secrets: SecretStore;
  readonly connectInside: ConnectInside;
}

/** A cloud that is there, with the host it is on and the recipe it was made by. */
export interface CloudPlace {
  readonly host: Host;
  readonly cloud: Cloud;
  readonly recipe: Recipe;
}

/** The way into a machine of a cloud; or what a person must say or know first. Whoever opened it closes the link. */
export type MachineWay =
  | { readonly kind: 'open'; readonly link: HostLink; readonly target: SshTarget; readonly machine: CloudMachine }
  | Exclude<ConnectOutcome, { readonly kind: 'connected' }>;

export type MachineWays = ReturnType<typeof createMachineWays>;

/** Gets into the machines of clouds, over SSH through their host. */
export function createMachineWays(options: MachineWayOptions) {
  const { hosts, connections, readings, recipes, secrets, connectInside } = options;

  /** The cloud of this name as the host has it now. */
  async function find(hostId: string, name: string): Promise<CloudPlace> {
    const host = await hosts.find(hostId);
    const reading = await readings.readFresh(host);
    readFoundClouds(reading.facts);
    const found = findCloud(listClouds(reading), name);
    if (found.kind === 'broken') {
      const raw = found.problems.map(describePlace).join('\n');
      throw new HostError(
        'unexpected-output',
        `What is written on the host about cloud ${name} cannot be read (${found.path}).`,
        { raw },
      );
    }
    return { host, cloud: found.cloud, recipe: await recipes.findRecipe(found.cloud.recipe) };
  }

  /** `roles`: where no machine is named, the first of one of these. */
  async function open(
    place: CloudPlace,
    roles: readonly string[],
    login: MachineLogin,
    signal: AbortSignal,
  ): Promise<MachineWay> {
    const { host, cloud, recipe } = place;
    const { machine, target } = locate(place, roles, login);
    const { password: fixed } = findSshLogin(recipe);
    const { auth } = target;
    const storeKey = buildStoreKey(host, cloud, target);
    const kept = auth.kind === 'password' ? ((await secrets.get(storeKey)) ?? fixed) : null;
    const answers = joinAnswers(connections.answersOf(host.id), login.answers, target, kept);
    const attempt = await connectInside({ host, way: [target], answers, signal });
    if (attempt.kind === 'question' && attempt.question.kind === 'password' && attempt.question.wrongBefore) {
      await secrets.remove(storeKey);
    }
    if (attempt.kind !== 'connected') {
      return attempt;
    }
    if (login.answers.remember) {
      await remember(secrets, storeKey, target, login.answers.secrets);
    }
    return { kind: 'open', link: attempt.link, target, machine };
  }

  return {
    find,
    locate,
    open,
    /** Takes away the passwords that were kept for machines of this cloud. */
    async forget({ host, cloud, recipe }: CloudPlace): Promise<void> {
      const { user } = findSshLogin(recipe);
      for (const { address } of cloud.machines) {
        await secrets.remove(
          buildStoreKey(host, cloud, { address: formatIpv4(address), port: 22, user, auth: { kind: 'password' } }),
        );
      }
    },
  };
}

/** Where a login would go, and as whom. */
function locate({ cloud, recipe }: CloudPlace, roles: readonly string[], login: Omit<MachineLogin, 'answers'>) {
  const machine = chooseMachine(cloud, roles, login.machine);
  const user = login.user ?? findSshLogin(recipe).user;
  const target: SshTarget = { address: formatIpv4(machine.address), port: 22, user, auth: login.auth ?? { kind: 'password' } };
  return { machine, target };
}

function chooseMachine({ name: cloud, machines }: Cloud, roles: readonly string[], wanted: string | undefined): CloudMachine {
  const found =
    wanted === undefined
      ? machines.find(({ role }) => roles.length === 0 || roles.includes(role))
      : machines.find(({ name }) => name === wanted);
  if (found !== undefined) {
    return found;
  }
  const names = machines.map(({ name }) => name);
  throw wanted === undefined
    ? new HostError('not-found', `Cloud ${cloud} has no machine of the role ${roles.join(' or ')} any more.`, {
        hint: names.length === 0 ? 'All of its machines are gone.' : `It has ${names.join(', ')}.`,
      })
    : new HostError('not-found', `Cloud ${cloud} has no machine called ${wanted}.`, {
        hint: suggestionFor(wanted, names, 'machines'),
      });
}

/** Under the cloud's name: another cloud at the same address is never offered this one's password. */
function buildStoreKey(host: Host, { name }: Cloud, target: SshTarget): string {
  return `cloud:${host.id}:${name}:password:${describeTarget(target)}`;
}

/** What the host's connection was opened with, then what is kept for the machine, then what the person has just said; the last counts. */
function joinAnswers(known: ConnectAnswers, given: ConnectAnswers, target: SshTarget, kept: string | null): ConnectAnswers {
  const own: readonly ConnectSecret[] = kept === null ? [] : [{ target: describeTarget(target), kind: 'password', value: kept }];
  return {
    acceptedFingerprints: [...known.acceptedFingerprints, ...given.acceptedFingerprints],
    secrets: [...known.secrets, ...own, ...given.secrets],
  };
}

async function remember(
  secrets: SecretStore,
  storeKey: string,
  target: SshTarget,
  given: readonly ConnectSecret[],
): Promise<void> {
  const password = given.findLast((secret) => secret.target === describeTarget(target) && secret.kind === 'password');
  if (password !== undefined) {
    await secrets.put(storeKey, password.value);
  }
}
