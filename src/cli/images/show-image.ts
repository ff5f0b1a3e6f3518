import type { BootMenu, BootMenuEntry, ImageDescription, IsoDescription } from '#domain/images/image-description.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { drawTable } from '../terminal/draw-table.ts';
import { formatBytes } from '#domain/format-bytes.ts';
import { formatTime } from '../terminal/format.ts';
import type { Paint } from '../terminal/paint.ts';

export async function showImage(invocation: Invocation, wanted: string, path: string): Promise<ExitCode> {
  const { output, signal } = invocation;
  const host = await useHost(invocation, wanted);
  const { client } = await invocation.session();
  const image = await client.images.describe({ hostId: host.id, path }, { signal });
  await output.answer({ host: { id: host.id, name: host.name }, image }, (paint) => drawImage(image, paint));
  image.problems.forEach((problem) => output.warn(problem));
  return exitCodes.done;
}

async function drawImage(image: ImageDescription, paint: Paint): Promise<string> {
  const head = [
    paint.bold(image.path),
    image.summary,
    `${formatBytes(image.sizeBytes)}, changed ${formatTime(image.modifiedEpochMs)}`,
  ];
  if (image.content.kind !== 'iso') {
    return head.join('\n');
  }
  const { iso } = image.content;
  const menus = await Promise.all(iso.menus.map((menu) => drawMenu(menu, paint)));
  return [...head, ...describeIso(iso), ...menus].join('\n');
}

function describeIso({ publisher, application, createdEpochMs, boot }: IsoDescription): readonly string[] {
  const ways = boot.filter(({ isBootable }) => isBootable).map(({ platform }) => platform.toUpperCase());
  const line = (title: string, value: string | null) => (value === null || value === '' ? [] : [`${title.padEnd(12)}${value}`]);
  return [
    ...line('publisher', publisher),
    ...line('made with', application),
    ...line('made', createdEpochMs === null ? null : formatTime(createdEpochMs)),
    ...line('boots by', [...new Set(ways)].join(', ')),
  ];
}

async function drawMenu(menu: BootMenu, paint: Paint): Promise<string> {
  const wait =
    menu.timeoutSeconds === null ? 'waits for a person' : `the default starts after ${menu.timeoutSeconds.toString()} s`;
  const title = menu.title === null ? '' : `“${menu.title}”, `;
  const table = await drawTable(['', 'HOT KEY', 'ENTRY', 'ID', 'KERNEL', 'WORDS'], menu.entries.map(toRow), paint);
  return `\n${paint.bold(`Boot menu ${menu.path}`)} (${title}${wait})\n${table}`;
}

function toRow({ isDefault, hotkey, title, id, kernel, isLocalBoot, words }: BootMenuEntry): readonly string[] {
  const starts = kernel ?? (isLocalBoot ? 'the disk' : '-');
  return [isDefault ? '*' : '', hotkey?.toUpperCase() ?? '', title, id, starts, words.join(' ')];
}
