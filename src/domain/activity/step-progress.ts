/** How far a running step is, and how fast. */
export interface StepProgress {
  readonly doneBytes: number;
  /** null where nobody knows it. */
  readonly totalBytes: number | null;
  /** Smoothed over the last reports; null before the second. */
  readonly bytesPerSecond: number | null;
  readonly atEpochMs: number;
}

interface ProgressReport {
  readonly doneBytes: number;
  readonly totalBytes: number | null;
  readonly atEpochMs: number;
}

/** How much of a new rate the shown one takes over with each report: jumps of the line do not make it dance. */
const smoothing = 0.3;

/** The next report. One that counts backwards, because the step began anew, or whose clock jumped, has no rate. */
export function advanceProgress(before: StepProgress | null, report: ProgressReport): StepProgress {
  const { doneBytes, totalBytes, atEpochMs } = report;
  return { doneBytes, totalBytes, atEpochMs, bytesPerSecond: before && toRate(before, report) };
}

function toRate(before: StepProgress, { doneBytes, atEpochMs }: ProgressReport): number | null {
  const elapsedMs = atEpochMs - before.atEpochMs;
  if (elapsedMs <= 0 || doneBytes < before.doneBytes) {
    return elapsedMs === 0 ? before.bytesPerSecond : null;
  }
  const rate = ((doneBytes - before.doneBytes) * 1_000) / elapsedMs;
  return before.bytesPerSecond === null ? rate : before.bytesPerSecond * (1 - smoothing) + rate * smoothing;
}

/** 0 to 100, or null where the whole is not known. */
export function getPercent({ doneBytes, totalBytes }: StepProgress): number | null {
  return totalBytes === null || totalBytes <= 0 ? null : Math.min(100, Math.floor((100 * doneBytes) / totalBytes));
}

/** How long it still takes at this rate, or null where that cannot be said. */
export function getRemainingMs({ doneBytes, totalBytes, bytesPerSecond }: StepProgress): number | null {
  if (totalBytes === null || bytesPerSecond === null || bytesPerSecond <= 0) {
    return null;
  }
  return Math.max(0, Math.round(((totalBytes - doneBytes) * 1_000) / bytesPerSecond));
}
