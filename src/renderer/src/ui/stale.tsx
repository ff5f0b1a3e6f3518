import { formatAgo } from './format.ts';
import { StateMark } from './state-mark.tsx';
import { TimeAgo } from './time-ago.tsx';
import { useNow } from './use-now.ts';

interface StaleProps {
  readonly readAtEpochMs: number;
  readonly staleAfterMs: number;
}

/** When something was read, marked once that is too long ago to be trusted. */
export function Stale({ readAtEpochMs, staleAfterMs }: StaleProps) {
  const nowEpochMs = useNow();
  return nowEpochMs - readAtEpochMs > staleAfterMs ? (
    <StateMark tone="attention" word={`Stale, read ${formatAgo(readAtEpochMs, nowEpochMs)}`} />
  ) : (
    <span>
      read <TimeAgo epochMs={readAtEpochMs} />
    </span>
  );
}
