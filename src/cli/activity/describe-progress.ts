import { getPercent, getRemainingMs, type StepProgress } from '#domain/activity/step-progress.ts';
import { formatBytes } from '#domain/format-bytes.ts';
import { formatDuration } from '../terminal/format.ts';

/** "45 %, 120 MiB of 268 MiB, 3.1 MiB/s, 47.0 s left", as far as it is known. */
export function describeProgress(progress: StepProgress): string {
  const { doneBytes, totalBytes, bytesPerSecond } = progress;
  const percent = getPercent(progress);
  const remainingMs = getRemainingMs(progress);
  return [
    ...(percent === null ? [] : [`${percent} %`]),
    totalBytes === null ? formatBytes(doneBytes) : `${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`,
    ...(bytesPerSecond === null ? [] : [`${formatBytes(bytesPerSecond)}/s`]),
    ...(remainingMs === null ? [] : [`${formatDuration(remainingMs)} left`]),
  ].join(', ');
}
