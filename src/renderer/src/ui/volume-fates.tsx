import { Switch } from '@mantine/core';
import { describeLastUse } from '#domain/machines/judge-last-use.ts';
import type { DestroyedVolume } from '#domain/machines/list-destroyed-volumes.ts';
import { DataTable } from './data-table.tsx';
import { formatBytes } from '#domain/format-bytes.ts';
import { formatMoment } from './format.ts';
import { StateMark } from './state-mark.tsx';

interface VolumeFatesProps {
  readonly label: string;
  readonly volumes: readonly DestroyedVolume[];
  readonly onKeep: (path: string, isKept: boolean) => void;
}

/** Each volume with its size, when it may have been written last, and whether it goes. */
export function VolumeFates({ label, volumes, onKeep }: VolumeFatesProps) {
  return (
    <DataTable
      label={label}
      rows={volumes}
      keyOf={({ path }) => path}
      columns={[
        { id: 'path', title: 'Volume', isFact: true, render: ({ path }) => path },
        {
          id: 'size',
          title: 'Size',
          align: 'right',
          isFact: true,
          render: ({ sizeBytes }) => (sizeBytes === null ? '–' : formatBytes(sizeBytes)),
        },
        { id: 'use', title: 'Last written', isSentence: true, render: ({ lastUse }) => describeLastUse(lastUse, formatMoment) },
        {
          id: 'keep',
          title: 'Keep',
          render: ({ path, isRemoved, isChoosable }) => (
            <Switch
              aria-label={`Keep ${path}`}
              checked={!isRemoved}
              disabled={!isChoosable}
              onChange={(event) => onKeep(path, event.currentTarget.checked)}
            />
          ),
        },
        {
          id: 'fate',
          title: 'What happens',
          render: ({ isRemoved }) => <StateMark tone={isRemoved ? 'broken' : 'ok'} word={isRemoved ? 'Removed' : 'Kept'} />,
        },
        { id: 'reason', title: 'Why', isSentence: true, render: ({ reason }) => reason },
      ]}
    />
  );
}
