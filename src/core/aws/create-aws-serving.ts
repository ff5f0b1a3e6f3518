import type { AppApi } from '#contract/api.ts';
import { toAwsCloud, type AwsCloud } from '#domain/aws/aws-cloud.ts';
import { buildTodaysEnvironment } from '#domain/aws/aws-environment.ts';
import { formatAwsVersion } from '#domain/aws/aws-version.ts';
import { buildPartitionLayout } from '#domain/aws/build-partition-layout.ts';
import { judgeCommand } from '#domain/aws/judge-command.ts';
import { toLocalEndpoints } from '#domain/aws/to-local-endpoints.ts';
import type { AwsCredentials } from '#domain/credentials/cloud-credentials.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { OpenTunnel, Tunnel } from '../access/create-tunnel-opener.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { AwsTool, LayoutFiles } from '../ports/aws-adapters.ts';
import { HostError } from '../ports/host-error.ts';

export interface ServingOptions {
  readonly hosts: Pick<HostService, 'find'>;
  readonly connections: Pick<Connections, 'shellOf'>;
  readonly openTunnel: OpenTunnel;
  readonly tool: AwsTool;
  readonly files: LayoutFiles;
  readonly requireAws: (hostId: string, cloud: string) => Promise<AwsCredentials>;
}

/** Tunnels and files for as long as one command of aws runs. Requests are signed with the address of the tunnel, and sent with it. */
export function createAwsServing(options: ServingOptions): AppApi['aws']['serve'] {
  const { hosts, tool, files, requireAws } = options;

  return async function* serve({ hostId, cloud: name, words }, { signal }) {
    const [host, keys, found] = await Promise.all([hosts.find(hostId), requireAws(hostId, name), tool.find()]);
    if (found === null) {
      throw new HostError('unsupported', 'No aws-cli was found on this laptop.', {
        hint: 'Install it (Debian: apt install awscli), and see that `aws --version` answers.',
      });
    }
    const opened: Tunnel[] = [];
    const temporary = await files.createTemporary();
    try {
      const { endpoints, notes } = await lead(keys, host, options, opened);
      const cloud: AwsCloud = { ...toAwsCloud(keys), endpoints };
      const layout = buildPartitionLayout({ clouds: [cloud], version: found.version, existing: new Map() });
      await files.write(temporary.folder, layout.entries);
      yield {
        program: found.path,
        version: formatAwsVersion(found.version),
        environment: buildTodaysEnvironment(temporary.folder, name),
        warnings: judgeCommand(words, keys),
        notes,
      };
      await untilAborted(signal);
    } finally {
      opened.forEach((tunnel) => tunnel.close());
      await temporary.remove();
    }
  };
}

/** A tunnel for each place that a service of the cloud is at; most have all at one. */
async function lead({ endpoints }: AwsCredentials, host: Host, { connections, openTunnel }: ServingOptions, opened: Tunnel[]) {
  const shell = connections.shellOf(host);
  return toLocalEndpoints(endpoints, async ({ host: address, port }) => {
    const openStream = () => shell.openSocket({ kind: 'tcp', address, port }, `Lead aws to ${address}:${port}`);
    const tunnel = await openTunnel({ port: null, openStream });
    opened.push(tunnel);
    return tunnel.port;
  });
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
    }
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
