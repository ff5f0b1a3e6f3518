import { Button } from '@mantine/core';
import { useStore } from 'zustand';
import { findRunning } from '#renderer/session/create-operations-store.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { StripText } from '#renderer/ui/strip-text.tsx';
import { ProgressLine } from '#renderer/ui/progress-line.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { describeProgress, getShownPercent } from './operation-words.ts';

/** What runs now, in the strip at the bottom; else the last command. */
export function RunningLine() {
  const { operations, commands, practice } = useSession();
  const running = useStore(operations, ({ followed }) => findRunning(followed));
  const newest = useStore(commands, (state) => state.commands[0] ?? null);
  const building = useStore(practice, ({ run }) => (run.kind === 'running' ? run : null));
  const go = useGo();
  if (running !== null) {
    const { operation, hostId } = running;
    return (
      <StripText
        text={`${operation.title}: ${describeProgress(operation).now}`}
        progress={<ProgressLine label={operation.title} percent={getShownPercent(operation)} />}
        action={
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => go({ kind: 'operation', hostId, operationId: operation.operationId })}
          >
            Show
          </Button>
        }
      />
    );
  }
  if (building !== null) {
    const last = building.progress.at(-1);
    return (
      <StripText
        text={`Practice host: ${last?.title ?? 'beginning'}`}
        progress={<ProgressLine label="Practice host" percent={last?.percent ?? 0} />}
        action={
          <Button variant="subtle" size="compact-xs" onClick={() => go({ kind: 'practice' })}>
            Show
          </Button>
        }
      />
    );
  }
  return newest === null ? (
    <StripText text="Nothing has run yet" />
  ) : (
    <StripText
      text={newest.purpose}
      mark={newest.state.kind === 'running' && <StateMark tone="busy" word="Running" isWordHidden />}
      fact={newest.command}
    />
  );
}
