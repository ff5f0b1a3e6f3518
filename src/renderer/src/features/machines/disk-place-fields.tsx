import { SegmentedControl } from '@mantine/core';
import type { DiskFormat, DiskOf, MachineDisk } from '#domain/machines/machine-disk.ts';
import { useReading } from '#renderer/session/session-context.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { ChoiceDetail } from '#renderer/ui/choice-detail.tsx';
import { ChoiceList } from '#renderer/ui/choice-list.tsx';
import { LabelledControl } from '#renderer/ui/labelled-control.tsx';
import { findChoice, listDiskChoices, type DiskChoice } from './disk-choices.ts';
import { DiskRoomMeter } from './disk-room-meter.tsx';
import { useLaunchStore } from './launch-context.tsx';
import { OtherFolderField } from './other-folder-field.tsx';

interface DiskPlaceFieldsProps {
  readonly hostId: string;
  readonly disk: MachineDisk;
  readonly error: string | null;
}

/** Every place that the host has for disks, with its room; for a file its folder and format as well. */
export function DiskPlaceFields({ hostId, disk, error }: DiskPlaceFieldsProps) {
  const { changeDisk } = useLaunchStore(hostId).getState();
  const facts = useReading(hostId).reading?.facts ?? null;
  const choices = facts === null ? [] : listDiskChoices(facts);
  const chosen = findChoice(choices, disk);
  const isOther = disk.kind === 'file' && chosen?.room === null;
  const choose = (key: string) => {
    const next = choices.find((choice) => choice.key === key);
    if (next) {
      changeDisk({ place: next.toPlace(disk.kind === 'file' ? disk.format : 'qcow2') });
    }
  };
  return (
    <>
      <ChoiceList
        label="Where it lies"
        choices={choices.map((choice) => ({ value: choice.key, title: choice.title, explanation: explain(choice) }))}
        value={chosen?.key ?? null}
        onChange={choose}
      />
      {isOther && <OtherFolderField hostId={hostId} disk={disk} error={error} />}
      {disk.kind === 'file' && <FormatField hostId={hostId} disk={disk} />}
      {error !== null && !isOther && (
        <Banner tone="broken" word="Not possible">
          {error}
        </Banner>
      )}
    </>
  );
}

function explain({ explanation, room }: DiskChoice) {
  return room === null ? (
    explanation
  ) : (
    <ChoiceDetail words={room.obstacle ?? explanation}>
      <DiskRoomMeter room={room} />
    </ChoiceDetail>
  );
}

function FormatField({ hostId, disk }: { readonly hostId: string; readonly disk: DiskOf<'file'> }) {
  const { changeDisk } = useLaunchStore(hostId).getState();
  const choose = (format: DiskFormat) => changeDisk({ place: { kind: 'file', folder: disk.folder, format } });
  return (
    <LabelledControl label="Format of the file">
      {(labelId) => (
        <SegmentedControl
          aria-labelledby={labelId}
          value={disk.format}
          onChange={(value) => choose(value === 'raw' ? 'raw' : 'qcow2')}
          data={['qcow2', 'raw']}
        />
      )}
    </LabelledControl>
  );
}
