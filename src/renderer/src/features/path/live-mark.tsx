import { Tooltip } from '@mantine/core';
import { useStore } from 'zustand';
import { formatMoment } from '#renderer/ui/format.ts';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import type { LiveStore } from './create-live-store.ts';

/** Whether numbers are of now, since when, and why not. */
export function LiveMark({ store }: { readonly store: LiveStore }) {
  const status = useStore(store, (state) => state.status);
  const sinceEpochMs = useStore(store, ({ picture }) => picture?.sinceEpochMs ?? null);
  switch (status.kind) {
    case 'starting':
      return <StateMark tone="unknown" word="Begins to listen" />;
    case 'paused':
      return <StateMark tone="off" word="Paused" />;
    case 'failed':
      return (
        <Tooltip label={status.problem.message} multiline maw={360}>
          <span>
            <StateMark tone="attention" word="Not live, trying again" />
          </span>
        </Tooltip>
      );
    case 'live':
      return (
        <Tooltip label={sinceEpochMs === null ? '' : `Since ${formatMoment(sinceEpochMs)}, once a second`}>
          <span>
            <StateMark tone="ok" word={sinceEpochMs === null ? 'Live' : `Live since ${toClock(sinceEpochMs)}`} />
          </span>
        </Tooltip>
      );
  }
}

function toClock(epochMs: number): string {
  return new Date(epochMs).toLocaleTimeString(undefined, { timeStyle: 'medium' });
}
