import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { PaddedScroll } from '#renderer/ui/padded-scroll.tsx';
import { Toolbar } from '#renderer/ui/toolbar.tsx';
import { CommandLog } from './command-log.tsx';
import { OperationTable } from './operation-table.tsx';

interface ActivityViewProps {
  readonly hostId: string;
  /** Only what is about this machine; null for all. */
  readonly machine: string | null;
}

/** What was changed, and every command that ran. */
export function ActivityView({ hostId, machine }: ActivityViewProps) {
  const [part, setPart] = useState<'operations' | 'commands'>('operations');
  return (
    <>
      <Toolbar
        label="Activity"
        start={
          <SegmentedControl
            aria-label="Show"
            value={part}
            onChange={(value) => setPart(value === 'commands' ? 'commands' : 'operations')}
            data={[
              { value: 'operations', label: 'Operations' },
              { value: 'commands', label: 'Remote commands' },
            ]}
          />
        }
      />
      {part === 'commands' ? (
        <CommandLog hostId={hostId} />
      ) : (
        <PaddedScroll label="Operations">
          <OperationTable hostId={hostId} machine={machine} />
        </PaddedScroll>
      )}
    </>
  );
}
