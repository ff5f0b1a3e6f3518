import { lstat, mkdir, readdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import type { RecipeFile, RecipeFileContent, RecipeOrigin } from '#domain/recipes/recipe-library.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { RecipeFiles } from '#core/ports/recipe-files.ts';
import { localFileError, toErrorCode } from './local-file-error.ts';
import { withFileLock } from './with-file-lock.ts';
import { writeWholeFile } from './write-whole-file.ts';

export interface RecipePlaces {
  readonly resourcesDirectory: string;
  readonly dataDirectory: string;
}

/** More than any recipe has; what is larger is not even opened. */
const largestBytes = 1_000_000;

/** `recipes/*.yaml` of Nutshell's own files, and of the data directory. */
export function createRecipeFiles({ resourcesDirectory, dataDirectory }: RecipePlaces): RecipeFiles {
  const folder = path.join(dataDirectory, 'recipes');
  const builtIn = path.join(resourcesDirectory, 'recipes');
  return {
    folder,
    list: async () => [...(await listFolder(builtIn, 'built-in')), ...(await listFolder(folder, 'own'))],
    save: (fileName, text) => {
      const target = toOwnPath(folder, fileName);
      return withFileLock(target, async () => {
        const keptAt = (await exists(target)) ? await setAside(target) : null;
        await writeWholeFile(target, text);
        return { path: target, keptAt };
      });
    },
    remove: async (fileName) => {
      const target = toOwnPath(folder, fileName);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return withFileLock(target, async () => ({ keptAt: await setAside(target) }));
    },
  };
}

async function listFolder(folder: string, origin: RecipeOrigin): Promise<readonly RecipeFile[]> {
  const names = (await listNames(folder)).filter((name) => /\.ya?ml$/i.test(name)).sort();
  return Promise.all(
    names.map(async (fileName) => {
      const filePath = path.join(folder, fileName);
      return { origin, path: filePath, fileName, content: await readContent(filePath) };
    }),
  );
}

async function listNames(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (toErrorCode(error) === 'ENOENT') {
      return [];
    }
    throw localFileError('read', folder, error);
  }
}

/** One bad file must not hide the good ones, so its reason becomes part of the list. */
async function readContent(filePath: string): Promise<RecipeFileContent> {
  try {
    const { size } = await lstat(filePath);
    return size > largestBytes
      ? { kind: 'unreadable', reason: `The file has ${size} bytes, and no recipe has more than ${largestBytes}.` }
      : { kind: 'text', text: stripMark(await readFile(filePath, 'utf8')) };
  } catch (error) {
    return { kind: 'unreadable', reason: `${localFileError('read', filePath, error).message}.` };
  }
}

/** Editors on Windows begin a text with U+FEFF and end its lines with CRLF. */
function stripMark(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}

/** No name of a file leads out of the folder. */
function toOwnPath(folder: string, fileName: string): string {
  if (!/^[\w][\w.-]{0,80}\.ya?ml$/i.test(fileName)) {
    throw new HostError('invalid-input', `“${fileName}” is not the name of a recipe's file, such as mine.yaml`);
  }
  return path.join(folder, fileName);
}

async function exists(filePath: string): Promise<boolean> {
  try {
    await lstat(filePath);
    return true;
  } catch (error) {
    if (toErrorCode(error) === 'ENOENT') {
      return false;
    }
    throw localFileError('read', filePath, error);
  }
}

/** Beside its place, with an ending that no list takes for a recipe. */
async function setAside(filePath: string): Promise<string> {
  const keptAt = `${filePath}.before`;
  try {
    await rename(filePath, keptAt);
    return keptAt;
  } catch (error) {
    throw localFileError('moved', filePath, error);
  }
}
