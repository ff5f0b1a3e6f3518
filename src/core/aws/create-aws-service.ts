import type { AppApi } from '#contract/api.ts';
import type { AwsReview } from '#contract/aws.ts';
import { toAwsCloud, type AwsCloud } from '#domain/aws/aws-cloud.ts';
import type { LayoutEntry } from '#domain/aws/aws-layout.ts';
import { formatAwsVersion } from '#domain/aws/aws-version.ts';
import { buildAwsFolder, mergedPaths } from '#domain/aws/build-aws-folder.ts';
import { listTries } from '#domain/aws/build-readme.ts';
import { describeChange } from '#domain/aws/describe-change.ts';
import { toLocalEndpoints } from '#domain/aws/to-local-endpoints.ts';
import type { AwsCredentials } from '#domain/credentials/cloud-credentials.ts';
import { parseEndpointUrl } from '#domain/credentials/endpoint-url.ts';
import { quoteWord } from '#domain/shell/quote-argv.ts';
import type { MachineWays } from '../clouds/create-machine-ways.ts';
import type { CredentialService } from '../credentials/create-credential-service.ts';
import type { AwsTool, LayoutFiles } from '../ports/aws-adapters.ts';
import { HostError } from '../ports/host-error.ts';
import { createAwsServing, type ServingOptions } from './create-aws-serving.ts';

export interface AwsServiceOptions extends Omit<ServingOptions, 'requireAws'> {
  readonly tool: AwsTool;
  readonly files: LayoutFiles;
  readonly ways: Pick<MachineWays, 'find'>;
  readonly credentials: Pick<CredentialService, 'get'>;
}

type Wish = Parameters<AppApi['aws']['review']>[0];

interface Planned {
  readonly review: AwsReview;
  readonly entries: readonly LayoutEntry[];
}

/** The person's aws-cli, pointed at clouds: by files that stay, or for one command. */
export function createAwsService(options: AwsServiceOptions): AppApi['aws'] {
  const { tool, files, ways, credentials } = options;

  /** Keys that sign requests; a login of OpenStack is none. */
  async function requireAws(hostId: string, cloud: string): Promise<AwsCredentials> {
    const kept = await credentials.get(hostId, cloud);
    if (kept.credentials.kind !== 'aws') {
      throw new HostError('unsupported', `Cloud ${cloud} speaks OpenStack's API, which aws-cli does not.`, {
        hint: `Use the openstack command with its openrc: nutshell credentials ${cloud} --show`,
      });
    }
    return kept.credentials;
  }

  async function plan({ hostId, cloud: name, folder: wanted, localPort }: Wish): Promise<Planned> {
    const [{ recipe }, keys, found] = await Promise.all([ways.find(hostId, name), requireAws(hostId, name), tool.find()]);
    const folder = wanted ?? files.usualFolder;
    const cloud = localPort === undefined ? toAwsCloud(keys) : await toTunnelled(keys, localPort);
    const zone = recipe.api?.zone ?? null;
    const built = buildAwsFolder({
      ...{ folder, cloud, zone },
      version: found?.version ?? null,
      modelFolder: found?.modelFolder ?? null,
      existing: await files.read(folder, mergedPaths),
    });
    const commands = [...leadThere(keys, localPort), ...toCommands(folder, cloud, zone)];
    const head = { folder, version: found && formatAwsVersion(found.version), commands };
    if (built.kind === 'refused') {
      return { review: { ...head, changes: [], notes: [], refusals: built.problems }, entries: [] };
    }
    const there = await files.read(
      folder,
      built.entries.map(({ path }) => path),
    );
    const changes = built.entries.map((entry) => describeChange(entry, there.get(entry.path) ?? null));
    return { review: { ...head, changes, notes: built.notes, refusals: [] }, entries: built.entries };
  }

  return {
    review: async (wish) => (await plan(wish)).review,
    async write({ merge, ...wish }) {
      const { review, entries } = await plan(wish);
      refuseUnseen(review, merge);
      const wanted = new Set(review.changes.filter(({ kind }) => kind !== 'same').map(({ path }) => path));
      await files.write(
        review.folder,
        entries.filter(({ path }) => wanted.has(path)),
      );
      return review;
    },
    serve: createAwsServing({ ...options, requireAws }),
  };
}

/** As the far end of one tunnel; so all services must be at one place. */
async function toTunnelled(keys: AwsCredentials, localPort: number): Promise<AwsCloud> {
  const places = new Set<string>();
  const { endpoints } = await toLocalEndpoints(keys.endpoints, async ({ host, port }) => {
    places.add(`${host}:${port}`);
    return Promise.resolve(localPort);
  });
  if (places.size > 1) {
    throw new HostError(
      'unsupported',
      `The services of ${keys.cloud} are at ${[...places].join(' and ')}; one port leads to one.`,
      {
        hint: 'Write the files without a local port, or let Nutshell run aws: it opens a tunnel to each.',
      },
    );
  }
  return { ...toAwsCloud(keys), endpoints };
}

/** What must go on beside aws for the files to lead anywhere. */
function leadThere({ cloud, endpoints }: AwsCredentials, localPort: number | undefined): readonly string[] {
  const place = parseEndpointUrl(endpoints.ec2);
  return localPort === undefined || place === null ? [] : [`nutshell access ${cloud} ${place.port} --open --port ${localPort} &`];
}

function refuseUnseen({ refusals, changes, folder }: AwsReview, merge: boolean): void {
  const [refusal] = refusals;
  if (refusal !== undefined) {
    throw new HostError('conflict', refusal);
  }
  const changed = changes.filter(({ kind }) => kind === 'changed').map(({ path }) => path);
  if (changed.length > 0 && !merge) {
    throw new HostError('conflict', `${folder} holds other files already: ${changed.join(', ')} would be changed.`, {
      hint: 'Look at the difference, and say that it is to be written.',
    });
  }
}

function toCommands(folder: string, { name }: AwsCloud, zone: string | null): readonly string[] {
  return [`. ${quoteWord(`${folder}/env`)}`, ...listTries('aws', zone), `nutshell aws ${name} -- ec2 describe-images`];
}
