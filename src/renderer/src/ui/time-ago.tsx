import { Tooltip } from '@mantine/core';
import { formatAgo, formatMoment } from './format.ts';
import { useNow } from './use-now.ts';

/** A relative time that keeps itself true; the exact moment on hover. */
export function TimeAgo({ epochMs }: { readonly epochMs: number }) {
  const nowEpochMs = useNow(1_000);
  return (
    <Tooltip label={formatMoment(epochMs)}>
      <time dateTime={new Date(epochMs).toISOString()}>{formatAgo(epochMs, nowEpochMs)}</time>
    </Tooltip>
  );
}
