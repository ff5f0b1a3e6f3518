import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aCloud, aLargeCloud, aMachineWish, aWish } from '#fakes/clouds.ts';
import type { CloudWish, MachineWish } from '#domain/clouds/cloud-wish.ts';
import { toWish } from '#domain/clouds/cloud-wish.ts';
import { readCloudFile } from '#domain/clouds/read-cloud-file.ts';
import { writeCloudFile } from '#domain/clouds/write-cloud-file.ts';
import { describePlace } from '#domain/yaml/file-problem.ts';

const read = (content: string): CloudWish => {
  const reading = readCloudFile(content);
  if (reading.kind === 'refused') throw new Error(reading.problems.map(describePlace).join('\n'));
  return reading.wish;
};
const problemsOf = (content: string) => {
  const reading = readCloudFile(content);
  return reading.kind === 'refused' ? reading.problems.map(describePlace) : [];
};
const head = 'cloud: 1\nname: blue\nrecipe: eucalyptus-faststart-3\n';

const address = fc.integer({ min: 0x01000000, max: 0xdfffffff });
const range = fc.tuple(address, fc.integer({ min: 0, max: 300 })).map(([first, more]) => ({ first, last: first + more }));
const subnet = fc
  .tuple(address, fc.integer({ min: 8, max: 30 }))
  .map(([start, bits]) => ({ start, size: 2 ** (32 - bits) }))
  .map(({ start, size }) => ({ first: Math.floor(start / size) * size, last: Math.floor(start / size) * size + size - 1 }));
const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
/** Names that YAML would take for numbers, dates and truths are among them. */
const name = fc.oneof(
  fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/),
  fc.constantFrom('1e3', '0x1f', 'no', 'null', '010', '2013-04-16', 'true', '12'),
);
const hostPath = fc.stringMatching(/^\/[!-~][ -~]{0,30}$/).filter((path) => (path.match(/[-?:](?=\s|$)/g)?.length ?? 0) < 8);
const mac = fc
  .array(fc.integer({ min: 0, max: 127 }), { minLength: 6, maxLength: 6 })
  .map((bytes) => bytes.map((byte) => (byte * 2).toString(16).padStart(2, '0')).join(':'));

const machine: fc.Arbitrary<MachineWish> = fc.record({
  role: name,
  name: fc.constant(null),
  memoryMiB: perhaps(fc.integer({ min: 64, max: 65_536 })),
  vcpus: perhaps(fc.integer({ min: 1, max: 64 })),
  diskGiB: perhaps(fc.integer({ min: 1, max: 8_000 }).map((eighths) => eighths / 8)),
  diskName: perhaps(fc.stringMatching(/^[a-zA-Z0-9_][a-zA-Z0-9_.+-]{0,20}$/)),
  isoPath: perhaps(hostPath),
  bridge: perhaps(fc.constantFrom('br0', 'on', '0', '1.5')),
  mac: fc.constant(null),
  address: fc.constant(null),
});

const wish: fc.Arbitrary<CloudWish> = fc
  .record({
    name,
    recipe: name,
    shape: perhaps(name),
    install: perhaps(fc.constantFrom('direct-kernel' as const, 'boot-menu' as const, 'answer-sheet' as const)),
    isoPath: perhaps(hostPath),
    bridge: perhaps(fc.constantFrom('br0', 'yes')),
    disks: perhaps(
      fc.oneof(
        fc.record({ kind: fc.constant('lvm' as const), group: fc.constantFrom('vg01', '1', 'off') }),
        fc.record({ kind: fc.constant('lvm-thin' as const), group: fc.constant('vg01'), pool: fc.constant('no') }),
        fc.record({
          kind: fc.constant('file' as const),
          folder: hostPath,
          format: fc.constantFrom('qcow2' as const, 'raw' as const),
        }),
      ),
    ),
    machines: fc.array(fc.tuple(machine, perhaps(name), perhaps(mac), perhaps(address)), { maxLength: 5 }),
    addresses: fc.record({
      public: fc.array(range, { maxLength: 4 }),
      publicCount: perhaps(fc.integer({ min: 1, max: 256 })),
      private: perhaps(subnet),
      addressesPerGroup: perhaps(fc.constantFrom(16, 32, 256)),
      bridgeAddress: perhaps(address),
    }),
    locale: fc.record({
      timezone: perhaps(fc.constantFrom('UTC', 'Europe/Berlin')),
      keyboard: perhaps(fc.constantFrom('no', 'us')),
      language: perhaps(fc.constant('en_US.UTF-8')),
    }),
  })
  .map(({ machines, addresses, ...rest }) => ({
    ...rest,
    machines: machines.map(([one, own, card, ip], at) => ({
      ...one,
      name: machines.findIndex(([, other]) => other === own) === at ? own : null,
      mac: machines.findIndex(([, , other]) => other === card) === at ? card : null,
      address: machines.findIndex(([, , , other]) => other === ip) === at ? ip : null,
    })),
    addresses: { ...addresses, publicCount: addresses.public.length > 0 ? null : addresses.publicCount },
  }));

describe('a cloud file', () => {
  it('reads as what was written, whatever the names look like, and is written the same again', () => {
    fc.assert(
      fc.property(wish, (one) => {
        const content = writeCloudFile(one);
        expect(read(content)).toEqual(one);
        expect(writeCloudFile(read(content))).toBe(content);
      }),
    );
  });

  it('needs a name and a recipe and nothing more', () => {
    expect(read(head)).toEqual(aWish());
    expect(writeCloudFile(aWish())).toBe(head);
  });

  it('of a cloud that is there says everything once, and what all machines share at the top', () => {
    const content = writeCloudFile(toWish(aLargeCloud()));
    expect(content).toBe(`cloud: 1
name: blue
recipe: eucalyptus-faststart-3
shape: frontend-and-nodes
iso: /var/lib/iso/silvereye-nightly-3.3-m5.iso
bridge: br0
disks:
  kind: lvm
  group: vg01
machines:
  - role: nc
    name: blue-nc-1
    memoryMiB: 4096
    vcpus: 2
    diskGiB: 100
    diskName: blue-nc-1
    mac: 52:54:00:0a:0b:03
    address: 10.101.7.3
  - role: nc
    name: blue-nc-2
    memoryMiB: 4096
    vcpus: 2
    diskGiB: 100
    diskName: blue-nc-2
    mac: 52:54:00:0a:0b:04
    address: 10.101.7.4
  - role: frontend
    name: blue-frontend
    memoryMiB: 4096
    vcpus: 2
    diskGiB: 100
    diskName: blue-frontend
    mac: 52:54:00:0a:0b:02
    address: 10.101.7.2
addresses:
  public: 10.101.7.64-10.101.7.95
  private: 172.30.0.0/23
  addressesPerGroup: 32
locale:
  timezone: UTC
  keyboard: us
  language: en_US.UTF-8
`);
    expect(read(content)).toEqual(toWish(aLargeCloud()));
  });

  it('keeps what machines do not share with each of them', () => {
    const [first, ...rest] = aLargeCloud().machines;
    const other = aLargeCloud({ machines: [{ ...first!, isoPath: '/other.iso' }, ...rest] });
    expect(toWish(other)).toMatchObject({ isoPath: null, bridge: 'br0' });
    expect(toWish(other).machines.map(({ isoPath }) => isoPath)).toEqual(other.machines.map(({ isoPath }) => isoPath));
    expect(toWish(aCloud()).machines[0]).toEqual(expect.objectContaining({ isoPath: null, name: 'blue' }));
  });

  it.each([
    [`${head}recipee: x\n`, 'Line 4, column 1: A cloud file has no field “recipee”. Did you mean recipe?'],
    [`${head}password: secret\n`, 'A cloud file has no field “password”.'],
    [
      'cloud: 2\nname: blue\nrecipe: x\n',
      'Line 1, column 8: This file is of version 2, and this Nutshell reads up to version 1.',
    ],
    ['name: blue\nrecipe: x\n', 'The field cloud is missing here.'],
    ['cloud: 1\nname: Blue Sky\nrecipe: x\n', 'Line 2, column 7: “Blue Sky” is not right here: this must be a name of 1 to 32'],
    [`${head}machines:\n  - { role: nc, memory: 4 }\n`, 'Line 5, column 17: A machine has no field “memory”. '],
    [`${head}machines:\n  - { role: nc, diskGiB: 0.3 }\n`, 'in eighths, such as 100 or 2.5, not “0.3”.'],
    [`${head}machines:\n  - { role: nc, name: a }\n  - { role: nc, name: a }\n`, 'Line 6, column 23: Two machines are called a.'],
    [`${head}machines:\n  - { role: nc, mac: '01:00:5e:00:00:01' }\n`, 'this must be a MAC address in lower case'],
    [
      `${head}addresses:\n  public: 10.101.7.95-10.101.7.64\n`,
      'Line 5, column 11: 10.101.7.95-10.101.7.64 runs backwards. Did you mean 10.101.7.64-10.101.7.95?',
    ],
    [`${head}addresses:\n  public: 10.101.7.64-95\n`, 'Did you mean 10.101.7.64-10.101.7.95?'],
    [`${head}addresses:\n  private: 10.0.0.1-10.0.0.9\n`, 'This must be one network such as 172.31.254.0/23'],
    [
      `${head}addresses:\n  public: 10.101.7.64\n  publicCount: 3\n`,
      'Line 6, column 16: Say which public addresses it has, or how many, not both.',
    ],
    [`${head}disks: { kind: zfs }\n`, 'The field kind must be one of lvm, lvm-thin, file.'],
    [`${head}iso: a.iso\n`, 'this must be a whole path on the host'],
    [`${head}install: magic\n`, 'This must be one of direct-kernel'],
    ['name: "blue\n', 'Something is missing here'],
    ['', 'The file is empty.'],
  ])('says of %j where it is wrong and what to do', (content, sentence) => {
    expect(problemsOf(content).join('\n')).toContain(sentence);
  });

  it('ends in nodes or in sentences, whatever is read', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (content) => {
        const reading = readCloudFile(`${head}${content}`);
        expect(reading.kind === 'read' || reading.problems.length > 0).toBe(true);
      }),
    );
  });

  it('takes a machine for what it says', () => {
    expect(read(`${head}machines:\n  - role: nc\n    mac: 52:54:00:12:34:60\n`).machines).toEqual([
      aMachineWish('nc', { mac: '52:54:00:12:34:60' }),
    ]);
  });
});
