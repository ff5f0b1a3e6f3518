import { z } from 'zod';
import type { BrokenDefinition } from '#domain/hosts/host-facts.ts';
import type { MachineDefinition } from '#domain/machines/machine-definition.ts';
import { parseJson } from './parse-json.ts';
import { parseRecordFiles } from './parse-record-files.ts';
import { Unreadable } from './unreadable.ts';

const common = {
  uuid: z.string(),
  createdEpochMs: z.number(),
  createdBy: z.string(),
  argv: z.array(z.string()),
  name: z.string(),
  role: z.enum(['ciab', 'frontend', 'nc']),
  isoPath: z.string().nullable(),
  memoryMiB: z.number(),
  vcpus: z.number(),
  bridge: z.string(),
  mac: z.string(),
  vnc: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('socket') }),
    z.object({ kind: z.literal('display'), number: z.number() }),
  ]),
  revision: z.number().default(0),
  boot: z.enum(['disk-first', 'cd-first']).default('disk-first'),
  autostart: z.boolean().default(false),
  origin: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('launched') }),
      z.object({ kind: z.literal('adopted'), argv: z.array(z.string()), workingDirectory: z.string().nullable() }),
    ])
    .default({ kind: 'launched' }),
  addresses: z.object({ ip: z.string(), prefixLength: z.number(), gateway: z.string(), nameserver: z.string() }).nullable(),
};

const named = { name: z.string(), sizeGiB: z.number() };
const disk = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lvm'), group: z.string(), ...named }),
  z.object({ kind: z.literal('lvm-thin'), group: z.string(), pool: z.string(), ...named }),
  z.object({ kind: z.literal('file'), folder: z.string(), format: z.enum(['qcow2', 'raw']), ...named }),
]);

/** Written until disks could be more than volumes of a group. */
const version1 = z.object({
  ...common,
  version: z.literal(1),
  volumeGroup: z.string(),
  volumeName: z.string(),
  diskGiB: z.number(),
});
const version2 = z.object({ ...common, version: z.literal(2), disk });

export const definitionSchema = z
  .discriminatedUnion('version', [version1, version2])
  .transform((written): MachineDefinition => (written.version === 1 ? convert(written) : written));

function convert({ volumeGroup, volumeName, diskGiB, ...rest }: z.infer<typeof version1>): MachineDefinition {
  return { ...rest, version: 2, disk: { kind: 'lvm', group: volumeGroup, name: volumeName, sizeGiB: diskGiB } };
}

export interface Definitions {
  readonly definitions: readonly MachineDefinition[];
  readonly broken: readonly BrokenDefinition[];
}

/** One broken file does not hide the others. */
export function parseDefinitions(text: string, nonce: string): Definitions {
  const read = parseRecordFiles(text, nonce).map(({ path, raw }) => readDefinition(path, raw));
  return {
    definitions: read.flatMap((one) => ('uuid' in one ? [one] : [])),
    broken: read.flatMap((one) => ('reason' in one ? [one] : [])),
  };
}

function readDefinition(path: string, raw: string): MachineDefinition | BrokenDefinition {
  const machineName = path.split('/').at(-2) ?? path;
  try {
    const definition = parseJson(raw, definitionSchema);
    return definition.name === machineName
      ? definition
      : { machineName, path, reason: `It defines ${definition.name}, another machine than its folder says`, raw };
  } catch (error) {
    if (error instanceof Unreadable) {
      return { machineName, path, reason: error.message, raw };
    }
    throw error;
  }
}
