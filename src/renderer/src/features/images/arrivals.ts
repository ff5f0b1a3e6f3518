import { getPercent, getRemainingMs, type StepProgress } from '#domain/activity/step-progress.ts';
import type { ImageLibrary, PartialImage } from '#domain/images/image-library.ts';
import type { FollowedOperation } from '#renderer/session/create-operations-store.ts';
import type { Upload } from '#renderer/session/create-uploads-store.ts';
import { formatBytes } from '#domain/format-bytes.ts';
import { formatDuration } from '#renderer/ui/format.ts';

/** Something on its way to the library: fetched by the host, uploaded from here or elsewhere, or broken off. */
export interface Arrival {
  readonly path: string;
  /** null: this window does not carry it, it was only seen on the host. */
  readonly upload: Upload | null;
  readonly operation: FollowedOperation | null;
  readonly partial: PartialImage | null;
}

/** One line for each file, whichever way it is known. What has ended well is in the library and no longer here. */
export function listArrivals(
  library: ImageLibrary,
  operations: readonly FollowedOperation[],
  uploads: readonly Upload[],
): readonly Arrival[] {
  const running = operations.filter(
    ({ operation }) => operation.outcome === null && operation.steps.some(({ id }) => id === 'fetch'),
  );
  const pathOf = ({ operation }: FollowedOperation) => (operation.target.kind === 'image' ? operation.target.path : '');
  const underWay = uploads.filter(({ state }) => state.kind !== 'finished');
  const paths = new Set([
    ...underWay.map(({ path }) => path),
    ...running.map(pathOf).filter((path) => path !== ''),
    ...library.partials.map(({ path }) => path),
  ]);
  return [...paths].map((path) => ({
    path,
    upload: underWay.find((upload) => upload.path === path) ?? null,
    operation: running.find((each) => pathOf(each) === path) ?? null,
    partial: library.partials.find((partial) => partial.path === path) ?? null,
  }));
}

/** "34 %, 1.2 GiB of 3.4 GiB, 12 MiB/s, 3 min 05 s left", as far as it is known. */
export function describeTransfer(progress: StepProgress): string {
  const { doneBytes, totalBytes, bytesPerSecond } = progress;
  const percent = getPercent(progress);
  const remainingMs = getRemainingMs(progress);
  return [
    ...(percent === null ? [] : [`${percent.toString()} %`]),
    totalBytes === null ? formatBytes(doneBytes) : `${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`,
    ...(bytesPerSecond === null || bytesPerSecond === 0 ? [] : [`${formatBytes(bytesPerSecond)}/s`]),
    ...(remainingMs === null ? [] : [`${formatDuration(remainingMs)} left`]),
  ].join(', ');
}

/** What the host's listing alone says of it. */
export function toSeenProgress({ sizeBytes, totalBytes, modifiedEpochMs }: PartialImage): StepProgress {
  return { doneBytes: sizeBytes, totalBytes, bytesPerSecond: null, atEpochMs: modifiedEpochMs };
}
