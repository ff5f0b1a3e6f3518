import { gunzipSync } from 'node:zlib';
import { HostError } from '#core/ports/host-error.ts';
import type { HostShell } from '#core/ports/host-shell.ts';
import type { ImageDescription } from '#domain/images/image-description.ts';
import { runReading, sectorBytes, splitSectors, type Extent } from '#domain/images/iso/sectors.ts';
import { firstExtents, readImage, type ImageFile } from '#domain/images/read-image.ts';
import { decodeBytes } from '../facts/decode-bytes.ts';
import type { Section } from '../facts/section.ts';
import { toRaw } from '../facts/to-fact.ts';
import type { createReader } from './run-reader.ts';

/** Two or three are usual: folders, menus, what the menus include. A file that wants more is telling stories. */
const mostRoundTrips = 10;
const mostSectors = 8_192;

/** Says what a file on the host is, asking for sectors as the reading needs them. */
export async function describeImage(
  read: ReturnType<typeof createReader>,
  shell: HostShell,
  path: string,
): Promise<ImageDescription> {
  const sectors = new Map<number, Uint8Array>();
  let wanted: readonly Extent[] = firstExtents;
  for (let trips = 0; trips < mostRoundTrips && sectors.size < mostSectors; trips += 1) {
    const args = [path, ...wanted.map(({ sector, count }) => `${sector.toString()}:${count.toString()}`)];
    const { sections } = await read(shell, { purpose: `Look into ${path}`, script: 'read-image.sh', args });
    const file = toFile(sections, path);
    for (const extent of wanted) {
      for (const [sector, bytes] of splitSectors(extent, toBytes(sections, extent))) {
        sectors.set(sector, bytes);
      }
    }
    const outcome = runReading(() => readImage(file), sectors);
    if (outcome.kind === 'done') {
      return outcome.result;
    }
    wanted = outcome.extents.slice(0, 64);
  }
  throw new HostError('unexpected-output', `${path} could not be read to an end: what it says about itself makes no sense.`, {
    hint: 'The file may be damaged. Fetch it again.',
  });
}

/** Exit codes of `file` in read-image.sh. */
function toFile(sections: readonly Section[], path: string): ImageFile {
  const section = sections.find(({ name }) => name === 'file');
  const found = /^(\d+) (-?\d+)$/m.exec(section?.output ?? '');
  switch (section?.status) {
    case 0:
      break;
    case 3:
      throw new HostError('not-found', `There is no ${path} on the host.`, { hint: 'List the library again.' });
    case 4:
      throw new HostError('invalid-input', `${path} is not a file.`, { hint: 'Choose an ISO image.' });
    case 5:
      throw new HostError('denied', `${path} may not be read on the host.`, {
        hint: 'Connect as root or as a user for whom sudo -n works.',
      });
    default:
  }
  if (!found) {
    throw new HostError('unexpected-output', `${path} could not be looked into.`, { raw: toRaw(sections) });
  }
  return { path, sizeBytes: Number(found[1]), modifiedEpochMs: Number(found[2]) * 1000 };
}

function toBytes(sections: readonly Section[], { sector, count }: Extent): Uint8Array {
  const output = sections.find(({ name }) => name === `sectors-${sector.toString()}:${count.toString()}`)?.output ?? '';
  const [form = '', ...lines] = output.split('\n');
  const bytes = decodeBytes(lines.join('\n'));
  const limit = count * sectorBytes;
  return form === 'gzip' && bytes.length > 0 ? unpack(bytes, limit, sections) : bytes;
}

function unpack(bytes: Buffer, limit: number, sections: readonly Section[]): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (cause) {
    throw new HostError('unexpected-output', 'What the host sent of the file cannot be unpacked.', {
      raw: toRaw(sections),
      cause,
    });
  }
}
