import { NumberInput, TextInput } from '@mantine/core';
import { getDiskPath, getDiskPlace } from '#domain/machines/machine-disk.ts';
import { FieldRow, Fields } from '#renderer/ui/form-layout.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { DiskKindNote } from './disk-kind-note.tsx';
import { DiskPlaceFields } from './disk-place-fields.tsx';
import { KeepPlaceSwitch } from './keep-place-switch.tsx';
import { useLaunchStore } from './launch-context.tsx';
import { toFieldMessages, type LaunchStepProps } from './launch-step-props.ts';
import { toFieldValue, toNumber } from './number-field.ts';

/** How large the disk is, what it is called and where it lies. */
export function LaunchDiskFields({ hostId, draft, problems }: LaunchStepProps) {
  const { changeDisk } = useLaunchStore(hostId).getState();
  const { disk } = draft;
  const size = toFieldMessages(problems, 'disk.size');
  const name = toFieldMessages(problems, 'disk.name');
  return (
    <Section title="Disk">
      <Fields>
        <FieldRow isEven>
          <NumberInput
            label="Size"
            suffix=" GiB"
            step={10}
            description={size.warning ?? 'What the machine sees'}
            error={size.error}
            value={toFieldValue(disk.sizeGiB)}
            onChange={(value) => changeDisk({ sizeGiB: toNumber(value) })}
          />
          <TextInput
            label={disk.kind === 'file' ? 'File name' : 'Volume name'}
            description={name.warning ?? `Becomes ${getDiskPath(disk)}`}
            error={name.error}
            value={disk.name}
            spellCheck={false}
            onChange={(event) => changeDisk({ name: event.currentTarget.value })}
          />
        </FieldRow>
        <DiskPlaceFields hostId={hostId} disk={disk} error={toFieldMessages(problems, 'disk.place').error} />
        <DiskKindNote disk={disk} />
        <KeepPlaceSwitch hostId={hostId} place={getDiskPlace(disk)} />
      </Fields>
    </Section>
  );
}
