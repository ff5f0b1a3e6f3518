import { NumberInput, Select, TextInput } from '@mantine/core';
import { getDiskPath } from '#domain/machines/machine-disk.ts';
import { getRole } from '#domain/machines/machine-role.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { useReading } from '#renderer/session/session-context.tsx';
import { FieldRow, Fields, Muted } from '#renderer/ui/form-layout.tsx';
import { formatBytes, formatMiB } from '#renderer/ui/format.ts';
import { Sections } from '#renderer/ui/page.tsx';
import { useLaunchStore } from './launch-context.tsx';
import { toFieldMessages, type LaunchStepProps } from './launch-step-props.ts';

export function LaunchSizeStep({ hostId, draft, problems }: LaunchStepProps) {
  const store = useLaunchStore(hostId);
  const facts = useReading(hostId).reading?.facts ?? null;
  const messages = (field: Parameters<typeof toFieldMessages>[1]) => toFieldMessages(problems, field);
  const { change, changeDisk } = store.getState();
  const { disk } = draft;
  const group = disk.kind === 'file' ? '' : disk.group;
  const role = getRole(draft.role);
  return (
    <Sections isNarrow>
      <Muted>
        {role.title} asks for at least {formatMiB(role.minimumMemoryMiB)} of memory; {formatMiB(role.sensibleMemoryMiB)} and{' '}
        {role.sensibleDiskGiB} GiB of disk are sensible.
      </Muted>
      <Fields>
        <FieldRow isEven>
          <NumberInput
            label="Memory"
            suffix=" MiB"
            step={256}
            description={messages('memoryMiB').warning ?? describeMemory(facts)}
            error={messages('memoryMiB').error}
            value={toFieldValue(draft.memoryMiB)}
            onChange={(value) => change({ memoryMiB: toNumber(value) })}
          />
          <NumberInput
            label="Virtual CPUs"
            description={messages('vcpus').warning ?? describeThreads(facts)}
            error={messages('vcpus').error}
            value={toFieldValue(draft.vcpus)}
            onChange={(value) => change({ vcpus: toNumber(value) })}
          />
        </FieldRow>
        <FieldRow isEven>
          <NumberInput
            label="Disk"
            suffix=" GiB"
            step={10}
            description={messages('disk.size').warning ?? describeGroup(facts, group)}
            error={messages('disk.size').error}
            value={toFieldValue(disk.sizeGiB)}
            onChange={(value) => changeDisk({ sizeGiB: toNumber(value) })}
          />
          <Select
            label="Volume group"
            description={messages('disk.place').warning ?? 'The pool the disk is cut from'}
            error={messages('disk.place').error}
            data={toGroupNames(facts, group)}
            value={group}
            allowDeselect={false}
            onChange={(chosen) => chosen !== null && changeDisk({ place: { kind: 'lvm', group: chosen } })}
          />
        </FieldRow>
        <TextInput
          label="Volume name"
          description={messages('disk.name').warning ?? `Becomes ${getDiskPath(disk)}`}
          error={messages('disk.name').error}
          value={disk.name}
          spellCheck={false}
          onChange={(event) => changeDisk({ name: event.currentTarget.value })}
        />
      </Fields>
    </Sections>
  );
}

// An emptied field holds nothing; the draft holds 0, which every schema here refuses with its own sentence.
function toFieldValue(value: number): number | '' {
  return value === 0 ? '' : value;
}

function toNumber(value: number | string): number {
  return typeof value === 'number' ? value : 0;
}

function describeMemory(facts: HostFacts | null): string {
  return facts?.memory.kind === 'known'
    ? `${formatMiB(facts.memory.value.availableMiB)} free of ${formatMiB(facts.memory.value.totalMiB)} on the host`
    : 'The host’s memory is not known';
}

function describeThreads(facts: HostFacts | null): string {
  return facts?.cpu.kind === 'known'
    ? `The host has ${facts.cpu.value.threads.toString()} threads`
    : 'The host’s CPUs are not known';
}

function describeGroup(facts: HostFacts | null, name: string): string {
  const groups = facts?.storage.groups.kind === 'known' ? facts.storage.groups.value : [];
  const group = groups.find((candidate) => candidate.name === name);
  return group === undefined
    ? 'Room in the group is not known'
    : `${formatBytes(group.freeBytes)} free of ${formatBytes(group.sizeBytes)} in ${name}`;
}

function toGroupNames(facts: HostFacts | null, chosen: string): string[] {
  const names = facts?.storage.groups.kind === 'known' ? facts.storage.groups.value.map(({ name }) => name) : [];
  return [...new Set([...names, chosen])].filter((name) => name !== '');
}
