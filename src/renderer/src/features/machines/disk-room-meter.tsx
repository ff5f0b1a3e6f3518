import { describePlace } from '#domain/machines/describe-place.ts';
import type { DiskRoom } from '#domain/machines/disk-room.ts';
import { formatBytes } from '#domain/format-bytes.ts';
import { UsageMeter } from '#renderer/ui/usage-meter.tsx';

/** What is free and what is promised of it, in words and as a bar. */
export function DiskRoomMeter({ room }: { readonly room: DiskRoom }) {
  const { place, sizeBytes, freeBytes, promisedBytes } = room;
  const promised = promisedBytes > 0 ? `, ${formatBytes(promisedBytes)} promised` : '';
  return (
    <UsageMeter label={`Room in ${describePlace(place)}`} used={sizeBytes - freeBytes} promised={promisedBytes} total={sizeBytes}>
      {`${formatBytes(freeBytes)} free of ${formatBytes(sizeBytes)}${promised}`}
    </UsageMeter>
  );
}
