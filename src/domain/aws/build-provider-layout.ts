import type { AwsCloud } from './aws-cloud.ts';
import { toJsonText, type AwsLayout, type ExistingFiles, type LayoutEntry } from './aws-layout.ts';
import { readJsonObject } from './read-json-object.ts';
import { listHeads, mergeIni, readValue } from './merge-ini.ts';

/** As botocore 0.4.2 wants them: everything Eucalyptus has is signed with version 2 (boto/botocore 0.4.2, data/aws/_services.json). */
const services = {
  ec2: { name: 'Elastic Compute Cloud', api_version: '2012-07-20' },
  iam: { name: 'Identity & Access Management', api_version: '2010-05-08' },
} as const;

export interface ProviderInput {
  readonly clouds: readonly AwsCloud[];
  /** Where aws-cli of that time has ec2.json and iam.json; null where it is not installed. */
  readonly modelFolder: string | null;
  readonly existing: ExistingFiles;
}

const folder = 'providers/euca';

/**
 * A provider of aws-cli's first year, as "Using aws-cli with Eucalyptus" (3 January 2013) lays it out: regions, services and links to the
 * models beside each other, and a config file whose default profile names the provider. Several clouds are regions of one provider and
 * profiles of one file. Works with aws-cli 0.4.4 to which a13m/aws-cli fcd762a was added.
 */
export function buildProviderLayout({ clouds, modelFolder, existing }: ProviderInput): AwsLayout {
  const links = Object.keys(services).map((service): LayoutEntry | null =>
    modelFolder === null ? null : { kind: 'link', path: `${folder}/${service}.json`, target: `${modelFolder}/${service}.json` },
  );
  return {
    entries: [
      toFile(`${folder}/_regions.json`, buildRegions(clouds, existing.get(`${folder}/_regions.json`))),
      toFile(`${folder}/_services.json`, buildServices(clouds, existing.get(`${folder}/_services.json`))),
      ...links.filter((link) => link !== null),
      { kind: 'file', path: 'awsconfig', text: buildConfig(clouds, existing.get('awsconfig') ?? ''), isSecret: true },
    ],
    notes:
      modelFolder === null
        ? [
            'No aws-cli of 2013 was found here, so providers/euca/ec2.json and iam.json are missing. Link them to botocore/data/aws/ec2.json ' +
              'and iam.json of such an aws-cli, or use the files for today’s.',
          ]
        : [],
  };
}

function toFile(path: string, value: unknown): LayoutEntry {
  return { kind: 'file', path, text: toJsonText(value), isSecret: false };
}

function buildRegions(clouds: readonly AwsCloud[], existing: string | undefined) {
  return { ...readJsonObject(existing), ...Object.fromEntries(clouds.map(({ name }) => [name, { description: name }])) };
}

function buildServices(clouds: readonly AwsCloud[], existing: string | undefined) {
  const before = readJsonObject(existing);
  const own = Object.entries(services).flatMap(([service, { name, api_version }]) => {
    const regions = Object.fromEntries(
      clouds.flatMap((cloud) => {
        const url = cloud.endpoints[service as keyof typeof services];
        return url === undefined ? [] : [[cloud.name, withSlash(url)] as const];
      }),
    );
    const had = readJsonObject(before[service]);
    const merged = { ...readJsonObject(had['regions']), ...regions };
    return Object.keys(merged).length === 0
      ? []
      : [[service, { regions: merged, authentication: 'sigv2', protocols: ['http', 'https'], name, api_version }] as const];
  });
  return { ...before, ...Object.fromEntries(own) };
}

/** The first cloud is the default as well, unless another has that place: only there is provider_name looked for. */
function buildConfig(clouds: readonly AwsCloud[], existing: string): string {
  const toLines = ({ name, accessKeyId, secretAccessKey }: AwsCloud) => [
    `aws_access_key_id = ${accessKeyId}`,
    `aws_secret_access_key = ${secretAccessKey}`,
    `region = ${name}`,
  ];
  const [first] = clouds;
  const region = readValue(existing, 'default', 'region');
  const isTaken = listHeads(existing).includes('default') && region !== first?.name;
  const defaults =
    first === undefined || isTaken ? [] : [{ head: 'default', lines: [...toLines(first), 'provider_name = euca'] }];
  return mergeIni(existing, [...defaults, ...clouds.map((cloud) => ({ head: cloud.name, lines: toLines(cloud) }))]);
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}
