import { awsServices } from '../credentials/cloud-credentials.ts';
import type { AwsCloud } from './aws-cloud.ts';
import { toJsonText, type AwsLayout, type ExistingFiles } from './aws-layout.ts';
import { hasConfiguredEndpoints, type AwsVersion } from './aws-version.ts';
import { mergeIni, type IniBlock } from './merge-ini.ts';
import { readJsonObject } from './read-json-object.ts';

export interface PartitionInput {
  readonly clouds: readonly AwsCloud[];
  /** null: it is not installed here, and nothing but what every one understands is written. */
  readonly version: AwsVersion | null;
  readonly existing: ExistingFiles;
}

/**
 * A partition of its own for each cloud in an endpoints.json, which every aws-cli and SDK with botocore reads from AWS_DATA_PATH; and
 * `services` sections with endpoint_url for those that understand them. Keys are in a file of their own, as aws-cli has it.
 */
export function buildPartitionLayout({ clouds, version, existing }: PartitionInput): AwsLayout {
  const understands = version !== null && hasConfiguredEndpoints(version);
  return {
    entries: [
      {
        kind: 'file',
        path: 'data/endpoints.json',
        text: buildEndpoints(clouds, existing.get('data/endpoints.json')),
        isSecret: false,
      },
      { kind: 'file', path: 'config', text: buildConfig(clouds, existing.get('config') ?? '', understands), isSecret: false },
      { kind: 'file', path: 'credentials', text: buildKeys(clouds, existing.get('credentials') ?? ''), isSecret: true },
    ],
    notes: [],
  };
}

function buildEndpoints(clouds: readonly AwsCloud[], existing: string | undefined): string {
  const before = readJsonObject(existing);
  const own = clouds.map(toPartition);
  const names = own.map(({ partition }) => partition);
  const had: readonly unknown[] = Array.isArray(before['partitions']) ? before['partitions'] : [];
  const others = had.filter((one) => !names.includes(String(readJsonObject(one)['partition'])));
  return toJsonText({ version: 3, ...before, partitions: [...others, ...own] });
}

/** A service that the cloud does not have gets a name that cannot leave the laptop (RFC 2606, .invalid), and never Amazon's. */
function toPartition({ name, endpoints }: AwsCloud) {
  const services = awsServices.flatMap((service) => {
    const url = endpoints[service];
    return url === undefined ? [] : [[toEndpointName[service] ?? service, { endpoints: { [name]: toEndpoint(url) } }] as const];
  });
  return {
    partition: `nutshell-${name}`,
    partitionName: `Cloud ${name}`,
    dnsSuffix: `${name}.invalid`,
    regionRegex: `^${name}$`,
    defaults: { hostname: '{service}.{region}.{dnsSuffix}', protocols: ['http'], signatureVersions: ['v4'] },
    regions: { [name]: { description: `Cloud ${name}` } },
    services: Object.fromEntries(services),
  };
}

/** botocore's prefixes of endpoints, where they are not the name of the command. */
const toEndpointName: Partial<Record<(typeof awsServices)[number], string>> = {
  cloudwatch: 'monitoring',
  elb: 'elasticloadbalancing',
};

/** A path is a part of the hostname here; the scheme is a protocol. */
function toEndpoint(url: string) {
  const [protocol = 'http', rest = ''] = url.split('://');
  return { hostname: rest.replace(/\/$/, ''), protocols: [protocol] };
}

function buildConfig(clouds: readonly AwsCloud[], existing: string, understands: boolean): string {
  const toLines = ({ name }: AwsCloud) => [`region = ${name}`, 'output = json', ...(understands ? [`services = ${name}`] : [])];
  const toBlocks = (cloud: AwsCloud): readonly IniBlock[] => [
    { head: `profile ${cloud.name}`, lines: toLines(cloud) },
    ...(understands ? [{ head: `services ${cloud.name}`, lines: toServiceLines(cloud) }] : []),
  ];
  return mergeIni(existing, clouds.flatMap(toBlocks));
}

/** Names of services with underscores for what is none (AWS SDKs and Tools Reference Guide, "Service-specific endpoints"). */
const toSectionName: Partial<Record<(typeof awsServices)[number], string>> = {
  autoscaling: 'auto_scaling',
  elb: 'elastic_load_balancing',
};

function toServiceLines({ endpoints }: AwsCloud): readonly string[] {
  return awsServices.flatMap((service) => {
    const url = endpoints[service];
    return url === undefined ? [] : [`${toSectionName[service] ?? service} =`, `  endpoint_url = ${url}`];
  });
}

function buildKeys(clouds: readonly AwsCloud[], existing: string): string {
  const toLines = ({ accessKeyId, secretAccessKey }: AwsCloud) => [
    `aws_access_key_id = ${accessKeyId}`,
    `aws_secret_access_key = ${secretAccessKey}`,
  ];
  return mergeIni(
    existing,
    clouds.map((cloud) => ({ head: cloud.name, lines: toLines(cloud) })),
  );
}
