import type { AppApi } from '#contract/api.ts';
import type { HostView } from '#contract/hosts.ts';
import { buildSecretKey } from '#domain/hosts/build-secret-key.ts';
import type { ConnectAnswers } from '#domain/hosts/connection.ts';
import { describeTarget, type Host, type HostDraft } from '#domain/hosts/host.ts';
import type { DiskPlace } from '#domain/machines/machine-disk.ts';
import { createBroadcast } from '../create-broadcast.ts';
import type { Environment } from '../ports/environment.ts';
import { HostError } from '../ports/host-error.ts';
import type { HostStore, SecretStore, SshConfigReader } from '../ports/stores.ts';
import type { Connections } from './create-connections.ts';
import type { Readings } from './create-readings.ts';

export interface HostServiceOptions {
  readonly store: HostStore;
  readonly secrets: SecretStore;
  readonly sshConfig: SshConfigReader;
  readonly environment: Environment;
  readonly connections: Connections;
  readonly readings: Readings;
}

export type HostService = ReturnType<typeof createHostService>;

/** The hosts this laptop knows. `find` is how every other use case gets from an id to a host. */
export function createHostService({ store, secrets, sshConfig, environment, connections, readings }: HostServiceOptions) {
  const views = createBroadcast<readonly HostView[]>();

  async function find(hostId: string): Promise<Host> {
    const host = (await store.list()).find(({ id }) => id === hostId);
    if (!host) {
      throw new HostError('not-found', 'This host is no longer in the list.', { hint: 'Add it again, or choose another one.' });
    }
    return host;
  }

  async function list(): Promise<readonly HostView[]> {
    return (await store.list()).map((host) => ({ host, connection: connections.stateOf(host.id) }));
  }

  async function announce(): Promise<void> {
    views.publish(await list());
  }

  async function put(host: Host): Promise<Host> {
    const others = (await store.list()).filter(({ id }) => id !== host.id);
    refuseNamesake(host, others);
    await store.save([...others, host]);
    await announce();
    return host;
  }

  const api: AppApi['hosts'] = {
    list,
    async *watch(_input, { signal }) {
      yield await list();
      yield* views.listen(signal, { replay: false });
    },
    suggest: () => sshConfig.suggestions(),
    add: ({ draft }) => put({ ...draft, id: createId(draft, environment) }),
    async update({ hostId, draft }) {
      const before = await find(hostId);
      const after = await put(withDiskPlace({ ...draft, id: before.id }, before.diskPlace ?? null));
      // What was typed may change who or what is reached: the old link must not be taken for the new host.
      connections.disconnect(hostId);
      return after;
    },
    async remove({ hostId }) {
      const host = await find(hostId);
      connections.disconnect(hostId);
      await store.save((await store.list()).filter(({ id }) => id !== hostId));
      await announce();
      return host;
    },
    async setDiskPlace({ hostId, place }) {
      return put(withDiskPlace(await find(hostId), place));
    },
    inspectFolder: async ({ hostId, folder }) => readings.inspectFolder(await find(hostId), folder),
    async connect({ hostId, answers }) {
      const host = await find(hostId);
      const outcome = await connections.connect(host, answers);
      if (outcome.kind === 'connected' && answers.remember) {
        await remember(secrets, host, answers);
      }
      return outcome;
    },
    async disconnect({ hostId }) {
      connections.disconnect((await find(hostId)).id);
      return null;
    },
    read: async ({ hostId }) => readings.readFresh(await find(hostId)),
    async *readings({ hostId }, { signal }) {
      yield* readings.watch(await find(hostId), signal);
    },
    async *notices({ hostId }, { signal }) {
      yield* readings.notices(await find(hostId), signal);
    },
  };

  return { api, find, announce, put };
}

function refuseNamesake(host: Host, others: readonly Host[]): void {
  const namesake = others.find(({ name }) => name.toLowerCase() === host.name.toLowerCase());
  if (namesake) {
    throw new HostError('conflict', `There already is a host called ${namesake.name} (${describeTarget(namesake)}).`, {
      hint: 'Choose another name.',
    });
  }
}

function withDiskPlace(host: Host, place: DiskPlace | null): Host {
  const { id, name, address, port, user, auth, jumps, origin } = host;
  return { id, name, address, port, user, auth, jumps, origin, ...(place && { diskPlace: place }) };
}

function createId({ name }: HostDraft, { randomBytes }: Environment): string {
  const base = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
  return `${base || 'host'}-${toHex(randomBytes(3))}`;
}

/** Only what has just opened the door is kept. */
async function remember(secrets: SecretStore, host: Host, answers: ConnectAnswers): Promise<void> {
  for (const target of [...host.jumps, host]) {
    for (const { kind, value } of answers.secrets.filter((secret) => secret.target === describeTarget(target))) {
      await secrets.put(buildSecretKey(target, kind), value);
    }
  }
}

function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
