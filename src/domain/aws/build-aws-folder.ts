import type { AwsCloud } from './aws-cloud.ts';
import { buildProviderEnvironment, buildTodaysEnvironment } from './aws-environment.ts';
import type { AwsLayout, ExistingFiles, LayoutEntry } from './aws-layout.ts';
import type { AwsVersion } from './aws-version.ts';
import { buildEnvFile } from './build-env-file.ts';
import { buildPartitionLayout } from './build-partition-layout.ts';
import { buildProviderLayout } from './build-provider-layout.ts';
import { buildReadme } from './build-readme.ts';
import { isJsonObject } from './read-json-object.ts';

export interface AwsFolderInput {
  readonly folder: string;
  readonly cloud: AwsCloud;
  readonly zone: string | null;
  readonly version: AwsVersion | null;
  readonly modelFolder: string | null;
  readonly existing: ExistingFiles;
}

/** Files that are merged with, and so must be read before. */
export const mergedPaths = [
  'data/endpoints.json',
  'config',
  'credentials',
  'providers/euca/_regions.json',
  'providers/euca/_services.json',
  'awsconfig',
] as const;

export type AwsFolder =
  | ({ readonly kind: 'layout' } & AwsLayout)
  /** What is there is none of Nutshell's files, and is left alone. */
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** A folder for aws-cli of both ages: its files, each with what is in it already. */
export function buildAwsFolder(input: AwsFolderInput): AwsFolder {
  const { folder, cloud, zone, version, modelFolder, existing } = input;
  const problems = mergedPaths.flatMap((path) => {
    const text = existing.get(path);
    return text === undefined || !path.endsWith('.json') || isJsonObject(text)
      ? []
      : [
          `${folder}/${path} is there and holds no JSON object, so nothing can be added to it. Move it away, or choose another folder.`,
        ];
  });
  if (problems.length > 0) {
    return { kind: 'refused', problems };
  }
  const clouds = [cloud];
  const today = buildPartitionLayout({ clouds, version, existing });
  const provider = buildProviderLayout({ clouds, modelFolder, existing });
  const text = (path: string, content: string): LayoutEntry => ({ kind: 'file', path, text: content, isSecret: false });
  const files = [
    text('env', buildEnvFile('Source this for today’s aws-cli.', buildTodaysEnvironment(folder, cloud.name))),
    text('env-2013', buildEnvFile('Source this for aws-cli of 2013.', buildProviderEnvironment(folder))),
    text('README.md', buildReadme(folder, clouds, zone)),
  ];
  return {
    kind: 'layout',
    entries: [...files, ...today.entries, ...provider.entries],
    notes: [...today.notes, ...provider.notes],
  };
}
