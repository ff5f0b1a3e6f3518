/** NAME.part.about must fit into the 255 bytes of a file's name. */
const longestNameBytes = 200;

/**
 * Why a file in the library cannot be called so, in a sentence; null where it can. Names are shown, typed and listed beside one
 * another, so nothing is allowed that does not print or that reads differently from what it is.
 */
export function findNameProblem(name: string): string | null {
  if (name.trim() === '') {
    return 'Give the file a name, for example faststart.iso.';
  }
  if (name.includes('/')) {
    return 'A file name holds no slash. Choose the folder beside it.';
  }
  if (/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u.test(name)) {
    return 'The name holds characters that cannot be printed.';
  }
  if (/^[.\-\s]|\s$/.test(name)) {
    return 'A name does not begin with a dot, a dash or a blank, nor end with a blank.';
  }
  if (!isImageName(name)) {
    return 'The name must end in .iso or .img, so that everybody sees what it is.';
  }
  return countBytes(name) > longestNameBytes ? `The name is longer than ${longestNameBytes.toString()} bytes.` : null;
}

/** By its ending, as the host's listing tells images from other files. */
export function isImageName(name: string): boolean {
  return /\.(iso|img)$/i.test(name);
}

/** Why a folder cannot be used, in a sentence; null where it can. */
export function findFolderProblem(path: string): string | null {
  if (!path.startsWith('/')) {
    return 'Give the whole path of the folder, beginning with /.';
  }
  if (/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u.test(path)) {
    return 'The path holds characters that cannot be printed.';
  }
  if (path.split('/').some((part) => part === '.' || part === '..')) {
    return 'Write the path without . and .. in it.';
  }
  return countBytes(path) > 3_500 ? 'The path is too long.' : null;
}

/** Without slashes at the end and doubled ones, so that one folder has one spelling. */
export function toFolder(path: string): string {
  return path.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1');
}

export function joinPath(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}

/** The folder and the name of a path: of /srv/iso/a.iso, /srv/iso and a.iso. */
export function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const cut = path.lastIndexOf('/');
  return { folder: path.slice(0, cut) || '/', name: path.slice(cut + 1) };
}

/** In UTF-8. The text holds no lone surrogates. */
function countBytes(text: string): number {
  return encodeURIComponent(text).replaceAll(/%../g, '.').length;
}
