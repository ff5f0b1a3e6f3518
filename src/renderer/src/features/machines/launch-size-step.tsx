import { NumberInput } from '@mantine/core';
import { getRole } from '#domain/machines/machine-role.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { useReading } from '#renderer/session/session-context.tsx';
import { FieldRow, Fields, Muted } from '#renderer/ui/form-layout.tsx';
import { formatMiB } from '#domain/format-bytes.ts';
import { formatCountOf } from '#renderer/ui/format.ts';
import { Sections } from '#renderer/ui/page.tsx';
import { LaunchDiskFields } from './launch-disk-fields.tsx';
import { useLaunchStore } from './launch-context.tsx';
import { toFieldValue, toNumber } from './number-field.ts';
import { toFieldMessages, type LaunchStepProps } from './launch-step-props.ts';

export function LaunchSizeStep({ hostId, draft, problems }: LaunchStepProps) {
  const store = useLaunchStore(hostId);
  const facts = useReading(hostId).reading?.facts ?? null;
  const messages = (field: Parameters<typeof toFieldMessages>[1]) => toFieldMessages(problems, field);
  const { change } = store.getState();
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
      </Fields>
      <LaunchDiskFields hostId={hostId} draft={draft} problems={problems} />
    </Sections>
  );
}

function describeMemory(facts: HostFacts | null): string {
  return facts?.memory.kind === 'known'
    ? `${formatMiB(facts.memory.value.availableMiB)} free of ${formatMiB(facts.memory.value.totalMiB)} on the host`
    : 'The host’s memory is not known';
}

function describeThreads(facts: HostFacts | null): string {
  return facts?.cpu.kind === 'known'
    ? `The host has ${formatCountOf(facts.cpu.value.threads, 'thread')}`
    : 'The host’s CPUs are not known';
}
