import type { Operation } from '#domain/activity/build-operation.ts';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { formatDuration } from '#renderer/ui/format.ts';
import { ProgressLine } from '#renderer/ui/progress-line.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import { describeBytes, describeProgress, getShownPercent, getTurnStart } from './operation-words.ts';

/** How far, what happens now, and what comes next. */
export function OperationProgress({ operation }: { readonly operation: Operation }) {
  const nowEpochMs = useNow(500);
  const { now, next } = describeProgress(operation);
  const { outcome, steps } = operation;
  const elapsed = formatDuration((operation.endedEpochMs ?? nowEpochMs) - getTurnStart(operation));
  const progress = steps.find(({ state }) => state === 'running')?.progress ?? null;
  return (
    <div>
      <ProgressLine label={operation.title} percent={getShownPercent(operation)} tone={toTone(operation)} />
      <p role="status">
        {now}
        {outcome === null ? ' …' : ` after ${elapsed}.`}
      </p>
      {outcome === null && (
        <Muted>
          {progress !== null && `${describeBytes(progress)}. `}
          {operation.isUndoing ? '' : next === null ? 'This is the last step. ' : `Next: ${next}. `}
          {elapsed} so far.
        </Muted>
      )}
    </div>
  );
}

function toTone({ outcome }: Operation): 'ok' | 'broken' | 'busy' {
  if (outcome === null) {
    return 'busy';
  }
  return outcome.kind === 'succeeded' || outcome.kind === 'undone' ? 'ok' : 'broken';
}
