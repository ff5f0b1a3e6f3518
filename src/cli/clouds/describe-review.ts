import type { CloudReview } from '#contract/clouds.ts';
import { describeRange, formatRange } from '#domain/addressing/address-range.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import type { Cloud, CloudMachine } from '#domain/clouds/cloud.ts';
import { summariseDifference } from '#domain/clouds/describe-difference.ts';
import { formatMiB } from '#domain/format-bytes.ts';
import { describeDisk } from '#domain/machines/disk-size.ts';
import type { Paint } from '../terminal/paint.ts';

/** The cloud as it would be, machine by machine, and what stands against it; its steps are for describePlan. */
export function describeCloud({ cloud, capacity, launches, existing }: CloudReview, paint: Paint): string {
  const lines = cloud.machines.map((machine) => {
    const launch = launches.find(({ name }) => name === machine.name);
    const state = launch === undefined ? (existing === null ? '' : paint.dim('is there')) : launch.explanation;
    return `  ${paint.cyan(machine.name)}  ${describeMachine(machine)}${state === '' ? '' : `\n    ${state}`}`;
  });
  return [
    paint.bold(`Cloud ${cloud.name}, ${cloud.recipe}, ${cloud.shape}`),
    ...lines,
    ...listAddresses(cloud),
    ...orNone(capacity),
  ].join('\n');
}

function describeMachine({ role, memoryMiB, vcpus, diskGiB, address, mac, isoPath }: CloudMachine): string {
  const from = isoPath === null ? '' : `, from ${isoPath}`;
  return `${role} at ${formatIpv4(address)}, ${formatMiB(memoryMiB)} of RAM, ${vcpus} vCPU, ${describeDisk(diskGiB)}, ${mac}${from}`;
}

function listAddresses({ public: ranges, private: subnet, bridgeAddress }: Cloud): readonly string[] {
  return [
    ...(ranges.length === 0 ? [] : [`  public ${ranges.map(formatRange).join(' ')}`]),
    ...(subnet === null ? [] : [`  private ${describeRange(subnet.range)}`]),
    ...(bridgeAddress === null ? [] : [`  NC bridge ${formatIpv4(bridgeAddress)}`]),
  ];
}

function orNone(capacity: string | null): readonly string[] {
  return capacity === null ? [] : [`  ${capacity}`];
}

/** What changing the file changes; nothing of a new cloud. */
export function describeChanges({ existing, changes }: CloudReview): readonly string[] {
  return existing === null ? [] : [summariseDifference(changes), ...changes.map(({ sentence }) => `  ${sentence}`)];
}

/** Warnings, and whatever `up` would refuse for. */
export function describeVerdicts({ verdicts, refusals, probe }: CloudReview, paint: Paint): readonly string[] {
  return [
    ...refusals.map((message) => `${paint.red('refused')} ${message}`),
    ...listWarnings({ verdicts, probe }).map((message) => `${paint.yellow('warning')} ${message}`),
  ];
}

export function listWarnings({ verdicts, probe }: Pick<CloudReview, 'verdicts' | 'probe'>): readonly string[] {
  return [...verdicts.filter(({ level }) => level === 'warning').map(({ message }) => message), ...(probe?.warnings ?? [])];
}
