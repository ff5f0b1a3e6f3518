import { describe, expect, it } from 'vitest';
import { aDefinition } from '#fakes/machines.ts';
import { parseDefinitions } from '#host/facts/parse-definitions.ts';

const nonce = 'nutshell-0';
const separator = `sh\0-s\0--\0${nonce}\0`;
const folder = '/var/lib/nutshell/machines';

/** As machine_definitions of collect.sh prints it: the paths, then each file after this shell's own command line. */
function encode(files: Readonly<Record<string, string>>): string {
  const paths = Object.keys(files).map((name) => `${folder}/${name}/machine.json\0`);
  return Buffer.from([...paths, ...Object.values(files).flatMap((text) => [separator, text])].join('')).toString('base64');
}

function toVersion1() {
  const { disk, ...rest } = aDefinition();
  return { ...rest, version: 1, volumeGroup: 'vg01', volumeName: disk.name, diskGiB: disk.sizeGiB };
}

describe('parseDefinitions', () => {
  it('reads what a launch writes', () => {
    const files = { ciab: JSON.stringify(aDefinition(), null, 2) };
    expect(parseDefinitions(encode(files), nonce)).toEqual({ definitions: [aDefinition()], broken: [] });
  });

  it('reads a definition of before disks had kinds as one whose disk is a volume', () => {
    const files = { ciab: JSON.stringify(toVersion1()) };
    expect(parseDefinitions(encode(files), nonce)).toEqual({ definitions: [aDefinition()], broken: [] });
  });

  it.each([
    { kind: 'lvm-thin', group: 'vg01', pool: 'pool0', name: 'ciab', sizeGiB: 100 },
    { kind: 'file', folder: '/srv/disks', format: 'qcow2', name: 'ciab', sizeGiB: 100 },
  ] as const)('reads a disk of kind $kind', (disk) => {
    const files = { ciab: JSON.stringify(aDefinition({ disk })) };
    expect(parseDefinitions(encode(files), nonce).definitions).toEqual([aDefinition({ disk })]);
  });

  it('says of a version it does not know, or a disk of no known kind, that it cannot be read', () => {
    const files = {
      ciab: JSON.stringify({ ...aDefinition(), version: 3 }),
      other: JSON.stringify({ ...aDefinition({ name: 'other' }), disk: { kind: 'tape' } }),
    };
    const { definitions, broken } = parseDefinitions(encode(files), nonce);
    expect(definitions).toEqual([]);
    expect(broken.map(({ machineName }) => machineName)).toEqual(['ciab', 'other']);
  });
});
