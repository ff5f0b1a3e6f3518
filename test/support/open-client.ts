import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBackend } from '#backend';
import type { AppClient } from '#contract/api.ts';
import { createClient } from '#contract/create-client.ts';
import { createTransportPair } from '#contract/transports/create-transport-pair.ts';
import { ApiError } from '#contract/api-error.ts';
import type { MachineDraft } from '#domain/machines/machine-definition.ts';
import { buildOperation } from '#domain/activity/build-operation.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import { toFingerprint } from '#local/parse-known-hosts.ts';
import type { RunningInstance } from '#practice/practice-hosts.ts';
import { removeFolder } from './remove-folder.ts';

export interface LaunchEnd {
  readonly draft: MachineDraft;
  readonly isLaunched: boolean;
  /** What the person is told. */
  readonly sentence: string;
}

/** One laptop: a whole back end with a home and an ssh connection of its own. */
export interface Client {
  readonly hostId: string;
  readonly app: AppClient;
  launch(draft: MachineDraft): Promise<LaunchEnd>;
  close(): Promise<void>;
}

export async function openClient(running: RunningInstance): Promise<Client> {
  const home = await mkdtemp(join(tmpdir(), 'nutshell-client-'));
  const backend = await withHome(home, () =>
    createBackend({ shell: 'command-line', version: 'test', platform: process.platform, resourcesDirectory: 'resources' }),
  );
  const pair = createTransportPair();
  backend.serve(pair.far);
  const app = createClient(pair.near);
  const hostId = await addHost(app, running);
  return {
    hostId,
    app,
    launch: (draft) => launch(app, hostId, draft),
    async close() {
      pair.close('The test is over.');
      await backend.close();
      await removeFolder(home);
    },
  };
}

/** The back end looks once, when it is made, where its home is. */
async function withHome<T>(home: string, make: () => Promise<T>): Promise<T> {
  const before = process.env['NUTSHELL_HOME'];
  process.env['NUTSHELL_HOME'] = home;
  try {
    return await make();
  } finally {
    process.env['NUTSHELL_HOME'] = before ?? '';
  }
}

async function addHost(app: AppClient, { sshPort, hostKey, users }: RunningInstance): Promise<string> {
  const login = users.find(({ name }) => name === 'root')?.login;
  const auth = { kind: 'key', path: login?.kind === 'key' ? login.path : '' } as const;
  const draft = { name: 'lab', address: '127.0.0.1', port: sshPort, user: 'root', auth, jumps: [], origin: 'own' } as const;
  const host = await app.hosts.add({ draft: { ...draft, jumps: [] } });
  const answers = { acceptedFingerprints: [toFingerprint(Buffer.from(hostKey))], secrets: [], remember: false };
  const outcome = await app.hosts.connect({ hostId: host.id, answers });
  if (outcome.kind !== 'connected') {
    throw new Error(`Could not connect: ${JSON.stringify(outcome)}`);
  }
  return host.id;
}

async function launch(app: AppClient, hostId: string, draft: MachineDraft): Promise<LaunchEnd> {
  const events: OperationEvent[] = [];
  try {
    for await (const event of app.machines.launch({ hostId, draft })) {
      events.push(event);
    }
  } catch (error) {
    if (error instanceof ApiError) {
      return { draft, isLaunched: false, sentence: error.message };
    }
    throw error;
  }
  const operation = buildOperation(events);
  return { draft, isLaunched: operation?.outcome?.kind === 'succeeded', sentence: operation?.sentence ?? '' };
}
