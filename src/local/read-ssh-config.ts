import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expandHome } from './create-key-files.ts';
import { localFileError, toErrorCode } from './local-file-error.ts';

// OpenSSH's own limit (readconf.c, READCONF_MAX_DEPTH).
const maxDepth = 16;

/**
 * One text with every Include in its place. After the included lines the section they stood in is opened again, for an included file
 * may open others. (OpenSSH also ignores sections of a file that is included by a section that does not apply; here they count.)
 */
export async function readSshConfig(configPath: string, homeDirectory: string): Promise<string> {
  const text = await readIfThere(configPath);
  return text === null ? '' : expandIncludes(text, homeDirectory, 0);
}

async function expandIncludes(text: string, homeDirectory: string, depth: number): Promise<string> {
  const expanded: string[] = [];
  let section = 'Host *';
  for (const line of text.split(/\r?\n/)) {
    const [, keyword = '', rest = ''] = /^\s*(\w+)(?:\s*=\s*|\s+)(.*)$/.exec(line) ?? [];
    switch (keyword.toLowerCase()) {
      case 'include':
        expanded.push(...(await readIncluded(rest, homeDirectory, depth)), section);
        break;
      case 'canonicalizehostname':
        // The library would ask name servers, and block while it does.
        break;
      case 'host':
      case 'match':
        section = line;
        expanded.push(line);
        break;
      default:
        expanded.push(line);
    }
  }
  return expanded.join('\n');
}

async function readIncluded(patterns: string, homeDirectory: string, depth: number): Promise<readonly string[]> {
  if (depth >= maxDepth) {
    return [];
  }
  const words = patterns.match(/"[^"]*"|\S+/g) ?? [];
  const files = await Promise.all(words.map((word) => findIncluded(word.replaceAll('"', ''), homeDirectory)));
  const texts = await Promise.all(files.flat().map((file) => readIfThere(file)));
  const found = texts.filter((text) => text !== null);
  return Promise.all(found.map((text) => expandIncludes(text, homeDirectory, depth + 1)));
}

/** A relative path starts in ~/.ssh; wildcards in any part of it name files in their order (ssh_config(5), Include). */
async function findIncluded(pattern: string, homeDirectory: string): Promise<readonly string[]> {
  const absolute = path.resolve(homeDirectory, '.ssh', expandHome(pattern, homeDirectory));
  const { root } = path.parse(absolute);
  let found: readonly string[] = [root];
  for (const part of absolute.slice(root.length).split(path.sep)) {
    found = /[*?[]/.test(part)
      ? (await Promise.all(found.map((directory) => listFitting(directory, part)))).flat()
      : found.map((directory) => path.join(directory, part));
  }
  return found;
}

async function listFitting(directory: string, pattern: string): Promise<readonly string[]> {
  const names = await readdir(directory).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes(toErrorCode(error) ?? '')) {
      return [];
    }
    throw localFileError('read', directory, error);
  });
  const source = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const fitting = new RegExp(`^${source}$`);
  return names
    .filter((name) => fitting.test(name) && !name.startsWith('.'))
    .sort()
    .map((name) => path.join(directory, name));
}

async function readIfThere(filePath: string): Promise<string | null> {
  try {
    return await readFile(filePath, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(toErrorCode(error) ?? '')) {
      return null;
    }
    throw localFileError('read', filePath, error);
  }
}
