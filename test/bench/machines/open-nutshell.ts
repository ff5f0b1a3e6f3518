import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBackend } from '#backend';
import type { AppClient } from '#contract/api.ts';
import { createClient } from '#contract/create-client.ts';
import { createTransportPair } from '#contract/transports/create-transport-pair.ts';
import type { BenchHost } from './bench-host.ts';
import { connectHost } from './connect-host.ts';

/** A whole back end with a home of its own, connected to the host that is measured. */
export interface BenchNutshell {
  readonly client: AppClient;
  readonly hostId: string;
  close(): Promise<void>;
}

export async function openNutshell({ relay, keyPath }: BenchHost): Promise<BenchNutshell> {
  const home = await mkdtemp(join(tmpdir(), 'nutshell-bench-'));
  process.env['NUTSHELL_HOME'] = home;
  const backend = await createBackend({
    shell: 'command-line',
    version: 'bench',
    platform: process.platform,
    resourcesDirectory: 'resources',
  });
  const pair = createTransportPair();
  backend.serve(pair.far);
  const client = createClient(pair.near);
  return {
    client,
    hostId: await connectHost(client, { port: relay.port, keyPath }),
    async close() {
      await backend.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
