import { z } from 'zod';
import type { BrokenDefinition } from '#domain/hosts/host-facts.ts';
import type { MachineDefinition } from '#domain/machines/machine-definition.ts';
import { decodeBytes } from './decode-bytes.ts';
import { parseJson } from './parse-json.ts';
import { splitRecords } from './split-records.ts';
import { Unreadable } from './unreadable.ts';

const definitionSchema = z.object({
  version: z.literal(1),
  uuid: z.string(),
  createdEpochMs: z.number(),
  createdBy: z.string(),
  argv: z.array(z.string()),
  name: z.string(),
  role: z.enum(['ciab', 'frontend', 'nc']),
  isoPath: z.string().nullable(),
  memoryMiB: z.number(),
  vcpus: z.number(),
  volumeGroup: z.string(),
  volumeName: z.string(),
  diskGiB: z.number(),
  bridge: z.string(),
  mac: z.string(),
  vnc: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('socket') }),
    z.object({ kind: z.literal('display'), number: z.number() }),
  ]),
  addresses: z.object({ ip: z.string(), prefixLength: z.number(), gateway: z.string(), nameserver: z.string() }).nullable(),
}) satisfies z.ZodType<MachineDefinition>;

export interface Definitions {
  readonly definitions: readonly MachineDefinition[];
  readonly broken: readonly BrokenDefinition[];
}

/** Paths of machine.json files, NUL after each, then their contents. One broken file does not hide the others. */
export function parseDefinitions(text: string, nonce: string): Definitions {
  if (text.trim() === '') {
    return { definitions: [], broken: [] };
  }
  const { head, records } = splitRecords(decodeBytes(text), nonce);
  const paths = head.toString('utf8').split('\0').filter(Boolean);
  if (paths.length !== records.length) {
    throw new Unreadable(`${paths.length} machine definitions came with ${records.length} contents`);
  }
  const read = paths.map((path, at) => readDefinition(path, records[at]?.toString('utf8') ?? ''));
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
