import { describeRange, formatRange, type AddressRange } from '../addressing/address-range.ts';
import { formatIpv4, type Ipv4 } from '../addressing/ipv4.ts';
import { formatMiB } from '../format-bytes.ts';
import { describeDisk } from '../machines/disk-size.ts';
import type { Cloud, CloudMachine } from './cloud.ts';

/**
 * How a change can come about. `at-once`: while the machine runs. `next-start`: it is written down and takes effect then.
 * `new-machine`: the one that is there would have to go. `by-hand`: inside the cloud, where Nutshell does not reach.
 */
export type ChangeWay = 'at-once' | 'next-start' | 'new-machine' | 'by-hand';

export type CloudChange =
  | { readonly kind: 'machine-added'; readonly machine: string; readonly sentence: string }
  | { readonly kind: 'machine-removed'; readonly machine: string; readonly sentence: string }
  | { readonly kind: 'machine-changed'; readonly machine: string; readonly way: ChangeWay; readonly sentence: string }
  | { readonly kind: 'addresses-changed'; readonly way: ChangeWay; readonly sentence: string }
  /** It is another cloud now: the old one is taken down, and the new one brought up. */
  | { readonly kind: 'other-cloud'; readonly sentence: string };

/** What changing the file and `up` again would do; nothing where the list is empty. */
export function describeDifference(before: Cloud, after: Cloud): readonly CloudChange[] {
  const other = findOtherCloud(before, after);
  if (other !== null) {
    return [other];
  }
  const removed = before.machines.filter(({ name }) => findMachine(after, name) === null);
  const added = after.machines.filter(({ name }) => findMachine(before, name) === null);
  return [
    ...removed.map(({ name, role }): CloudChange => ({
      kind: 'machine-removed',
      machine: name,
      sentence: `${name} (${role}) is no longer in the file: it would be destroyed, with its disk.`,
    })),
    ...after.machines.flatMap((machine) => {
      const had = findMachine(before, machine.name);
      return had === null ? [] : compareMachines(had, machine);
    }),
    ...compareAddresses(before, after),
    ...added.map(({ name, role, address }): CloudChange => ({
      kind: 'machine-added',
      machine: name,
      sentence: `${name} (${role}) is new: it would be launched at ${formatIpv4(address)}.`,
    })),
  ];
}

/** In one sentence, for a heading. */
export function summariseDifference(changes: readonly CloudChange[]): string {
  if (changes.length === 0) {
    return 'Nothing is different: the cloud is as the file has it.';
  }
  const count = (kind: CloudChange['kind'], one: string, many: string) => {
    const { length } = changes.filter((change) => change.kind === kind);
    return length === 0 ? [] : [`${length} ${length === 1 ? one : many}`];
  };
  const parts = [
    ...count('machine-added', 'machine to launch', 'machines to launch'),
    ...count('machine-removed', 'machine to destroy', 'machines to destroy'),
    ...count('machine-changed', 'change to a machine', 'changes to machines'),
    ...count('addresses-changed', 'change of addresses', 'changes of addresses'),
  ];
  return parts.length === 0 ? 'It is another cloud now.' : `Different: ${parts.join(', ')}.`;
}

function findMachine({ machines }: Cloud, name: string): CloudMachine | null {
  return machines.find((machine) => machine.name === name) ?? null;
}

function findOtherCloud(before: Cloud, after: Cloud): CloudChange | null {
  const remedy = 'Take the cloud down and bring the new one up.';
  if (before.name !== after.name) {
    const sentence = `The file is about cloud ${after.name}, and not about ${before.name}. A cloud cannot be renamed. ${remedy}`;
    return { kind: 'other-cloud', sentence };
  }
  if (before.recipe !== after.recipe) {
    const sentence = `Recipe ${before.recipe} was used, and the file has ${after.recipe}: that makes another cloud. ${remedy}`;
    return { kind: 'other-cloud', sentence };
  }
  if (before.shape !== after.shape) {
    const sentence = `The shape was ${before.shape}, and the file has ${after.shape}: that makes another cloud. ${remedy}`;
    return { kind: 'other-cloud', sentence };
  }
  return null;
}

function compareMachines(had: CloudMachine, wanted: CloudMachine): readonly CloudChange[] {
  const change = (way: ChangeWay, sentence: string): CloudChange => ({
    kind: 'machine-changed',
    machine: had.name,
    way,
    sentence,
  });
  return [...compareSizes(had, wanted, change), ...compareIdentity(had, wanted, change)];
}

type ToChange = (way: ChangeWay, sentence: string) => CloudChange;

function compareSizes(had: CloudMachine, wanted: CloudMachine, change: ToChange): readonly CloudChange[] {
  const { name } = had;
  const changes: CloudChange[] = [];
  if (had.memoryMiB !== wanted.memoryMiB) {
    const what = `${name} gets ${formatMiB(wanted.memoryMiB)} of RAM and not ${formatMiB(had.memoryMiB)}`;
    changes.push(change('next-start', `${what}, from its next start on.`));
  }
  if (had.vcpus !== wanted.vcpus) {
    const what = `${name} gets ${countVcpus(wanted.vcpus)} and not ${had.vcpus}`;
    changes.push(change('next-start', `${what}, from its next start on.`));
  }
  if (wanted.diskGiB > had.diskGiB) {
    const what = `The disk of ${name} grows from ${describeDisk(had.diskGiB)} to ${describeDisk(wanted.diskGiB)}`;
    changes.push(change('at-once', `${what}. Partitions and file systems on it stay as they are.`));
  }
  if (wanted.diskGiB < had.diskGiB) {
    const what = `The disk of ${name} has ${describeDisk(had.diskGiB)}, and the file ${describeDisk(wanted.diskGiB)}`;
    changes.push(change('new-machine', `${what}: a disk is never made smaller. ${describeAnew(name)}`));
  }
  if (had.isoPath !== wanted.isoPath) {
    const what = wanted.isoPath === null ? 'The CD is taken out of' : `${wanted.isoPath} is put into`;
    changes.push(change('at-once', `${what} the drive of ${name}. What is installed stays as it is.`));
  }
  return changes;
}

function compareIdentity(had: CloudMachine, wanted: CloudMachine, change: ToChange): readonly CloudChange[] {
  const { name } = had;
  const anew = (what: string) => change('new-machine', `${what} ${describeAnew(name)}`);
  return [
    ...(had.role === wanted.role ? [] : [anew(`${name} was installed as ${had.role}, and the file has ${wanted.role}.`)]),
    ...(had.address === wanted.address
      ? []
      : [
          anew(
            `${name} was installed with the address ${formatIpv4(had.address)}, and the file has ${formatIpv4(wanted.address)}.`,
          ),
        ]),
    ...(had.mac === wanted.mac ? [] : [anew(`${name} has the MAC ${had.mac}, and the file has ${wanted.mac}.`)]),
    ...(had.bridge === wanted.bridge ? [] : [anew(`${name} is on bridge ${had.bridge}, and the file has ${wanted.bridge}.`)]),
    ...(had.diskName === wanted.diskName
      ? []
      : [anew(`The disk of ${name} is called ${had.diskName}, and in the file ${wanted.diskName}.`)]),
  ];
}

function describeAnew(name: string): string {
  return `That needs a new machine: destroy ${name} first.`;
}

function countVcpus(count: number): string {
  return count === 1 ? '1 virtual CPU' : `${count} virtual CPUs`;
}

/** The claim on the host is changed; the cloud itself was told at its install. */
function compareAddresses(before: Cloud, after: Cloud): readonly CloudChange[] {
  const inside = 'Nutshell claims them; the cloud itself keeps what its installer was told until you change it there.';
  const change = (what: string, from: string, to: string): readonly CloudChange[] =>
    from === to
      ? []
      : [{ kind: 'addresses-changed', way: 'by-hand', sentence: `${what}: ${to}, and no longer ${from}. ${inside}` }];
  return [
    ...change('Public addresses', describeAll(before.public), describeAll(after.public)),
    ...change('Private subnet', describeSubnet(before.private?.range), describeSubnet(after.private?.range)),
    ...change(
      'Addresses per security group',
      describeCount(before.private?.addressesPerGroup),
      describeCount(after.private?.addressesPerGroup),
    ),
    ...change('NC bridge address', describeAddress(before.bridgeAddress), describeAddress(after.bridgeAddress)),
  ];
}

function describeAll(ranges: readonly AddressRange[]): string {
  return ranges.length === 0 ? 'none' : ranges.map(formatRange).join(' ');
}

function describeSubnet(range: AddressRange | undefined): string {
  return range === undefined ? 'none' : describeRange(range);
}

function describeCount(count: number | null | undefined): string {
  return count === null || count === undefined ? 'none' : String(count);
}

function describeAddress(address: Ipv4 | null): string {
  return address === null ? 'none' : formatIpv4(address);
}
