import { findFolderProblem, findNameProblem, joinPath, toFolder } from './image-name.ts';
import type { ImageLibrary } from './image-library.ts';
import { parseChecksum, type Checksum } from './parse-checksum.ts';
import { parseImageUrl, type ImageUrl } from './parse-image-url.ts';

/** What a person fills in to have the host fetch a file; empty texts are left out. */
export interface FetchDraft {
  readonly url: string;
  readonly folder: string;
  /** Empty: as the address ends. */
  readonly name: string;
  /** As typed: a sum, a line or list of sums, or the address of one. Empty: nothing is checked. */
  readonly checksum: string;
}

export interface FetchProblem {
  readonly field: keyof FetchDraft;
  readonly level: 'refusal' | 'warning';
  readonly message: string;
}

/** A draft that can be done. */
export interface FetchOrder {
  readonly url: ImageUrl;
  readonly folder: string;
  readonly name: string;
  readonly checksum: Checksum | null;
  /** The folder is not there yet and is made. */
  readonly makesFolder: boolean;
}

export interface FetchCheck {
  readonly problems: readonly FetchProblem[];
  /** null where a problem refuses. */
  readonly order: FetchOrder | null;
}

/** What is wrong with a draft on this host, field by field, in sentences; what is right as an order. */
export function checkFetch(draft: FetchDraft, library: ImageLibrary): FetchCheck {
  const url = parseImageUrl(draft.url);
  const fileName = url.ok ? url.url.fileName : null;
  const name = draft.name.trim() === '' ? (fileName ?? '') : draft.name.trim();
  const folder = toFolder(draft.folder.trim());
  const checksum = parseChecksum(draft.checksum, fileName);
  const problems: readonly FetchProblem[] = [
    ...(url.ok ? [] : [refusal('url', url.problem)]),
    ...checkFolder(folder, library),
    ...checkName(name, folder, library),
    ...(checksum.ok ? [] : [refusal('checksum', checksum.problem)]),
    ...(url.ok && checksum.ok ? weighTrust(url.url, checksum.checksum) : []),
  ];
  if (!url.ok || !checksum.ok || problems.some(({ level }) => level === 'refusal')) {
    return { problems, order: null };
  }
  const known = library.folders.find(({ path }) => path === folder);
  return {
    problems,
    order: { url: url.url, folder, name, checksum: checksum.checksum, makesFolder: known?.state === 'missing' },
  };
}

function refusal(field: FetchProblem['field'], message: string): FetchProblem {
  return { field, level: 'refusal', message };
}

function checkFolder(folder: string, { folders }: ImageLibrary): readonly FetchProblem[] {
  const problem = findFolderProblem(folder);
  if (problem !== null) {
    return [refusal('folder', problem)];
  }
  const state = folders.find(({ path }) => path === folder)?.state;
  if (state === 'no-folder') {
    return [refusal('folder', `${folder} is a file on the host, not a folder.`)];
  }
  return state === 'no-access' ? [refusal('folder', `${folder} may not be read on the host.`)] : [];
}

function checkName(name: string, folder: string, { images }: ImageLibrary): readonly FetchProblem[] {
  const problem =
    name === '' ? 'The address does not end in a file name: give one, for example faststart.iso.' : findNameProblem(name);
  if (problem !== null) {
    return [refusal('name', problem)];
  }
  const path = joinPath(folder, name);
  return images.some((image) => image.path === path)
    ? [refusal('name', `${path} is there already, and nothing is overwritten. Choose another name, or delete it first.`)]
    : [];
}

/** Without encryption and without a sum, anybody on the way decides what is installed. */
function weighTrust({ scheme }: ImageUrl, checksum: Checksum | null): readonly FetchProblem[] {
  const isProven = checksum?.kind === 'sum' || checksum?.url.startsWith('https:') === true;
  if (isProven || scheme === 'https') {
    return [];
  }
  const message = checksum
    ? 'Neither the file nor the list of sums is encrypted on its way: a damaged file is noticed, a changed one is not.'
    : 'The file comes without encryption and nothing is checked: give its checksum if you know it.';
  return [{ field: 'checksum', level: 'warning', message }];
}
