import type { Host } from '#domain/hosts/host.ts';
import { describePlace } from '#domain/machines/describe-place.ts';
import { getSpareBytes, isSamePlace, listDiskRooms, type DiskRoom } from '#domain/machines/disk-room.ts';
import { proposePlace } from '#domain/machines/propose-place.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { chooseHost } from '../hosts/choose-host.ts';
import { listHosts, readHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { drawTable } from '../terminal/draw-table.ts';
import { formatBytes } from '#domain/format-bytes.ts';

/** Where disks can be made on a host, with the room that each place has. */
export async function listPlaces(invocation: Invocation, wanted: string | undefined): Promise<ExitCode> {
  const { output } = invocation;
  const host = chooseHost(await listHosts(invocation), wanted);
  const { facts } = await readHost(invocation, host);
  const rooms = listDiskRooms(facts);
  const next = proposePlace(facts, host.diskPlace ?? null);
  const answer = { host: { id: host.id, name: host.name }, chosen: host.diskPlace ?? null, next, places: rooms };
  await output.answer(answer, async (paint) => {
    const rows = rooms.map((room) => toRow(room, isSamePlace(room.place, next)));
    return drawTable(['', 'PLACE', 'SIZE', 'FREE', 'PROMISED', 'SPARE'], rows, paint);
  });
  rooms.forEach(({ obstacle }, index) => {
    // Both formats of a folder have the same obstacle.
    if (obstacle !== null && rooms.findIndex((room) => room.obstacle === obstacle) === index) {
      output.warn(obstacle);
    }
  });
  output.tell(describeChoice(host));
  return exitCodes.done;
}

function toRow(room: DiskRoom, isNext: boolean): readonly string[] {
  const spare = getSpareBytes(room);
  return [
    isNext ? '*' : '',
    describePlace(room.place),
    formatBytes(room.sizeBytes),
    formatBytes(room.freeBytes),
    formatBytes(room.promisedBytes),
    spare < 0 ? `-${formatBytes(-spare)}` : formatBytes(spare),
  ];
}

function describeChoice({ name, diskPlace }: Host): string {
  return diskPlace
    ? `* New disks go here. You chose ${describePlace(diskPlace)} for ${name}.`
    : `* New disks go here unless something else is said. \`nutshell hosts set\` chooses for good.`;
}
