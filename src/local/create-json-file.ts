import { readFile } from 'node:fs/promises';
import type { ZodType } from 'zod';
import { HostError } from '#core/ports/host-error.ts';
import { findJsonLine } from './find-json-line.ts';
import { localFileError, toErrorCode } from './local-file-error.ts';
import { withFileLock } from './with-file-lock.ts';
import { writeWholeFile } from './write-whole-file.ts';

/** A JSON file with a version, checked when it is read. What cannot be read is an error and is never overwritten. */
export interface JsonFile<T> {
  /** null where the file does not exist yet. */
  read(): Promise<T | null>;
  /** Reads, changes and writes under a lock, so that two processes do not lose each other's change. */
  update(change: (current: T | null) => T): Promise<void>;
}

/** `version` is written in front; a file of another version is refused, for a newer Nutshell may have written it. */
export function createJsonFile<T extends object>(path: string, version: number, schema: ZodType<T>): JsonFile<T> {
  const read = async (): Promise<T | null> => {
    const text = await readText(path);
    return text === null ? null : parseVersioned(path, text, version, schema);
  };
  return {
    read,
    update: (change) =>
      withFileLock(path, async () => {
        const next = change(await read());
        await writeWholeFile(path, `${JSON.stringify({ version, ...next }, null, 2)}\n`);
      }),
  };
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (toErrorCode(error) === 'ENOENT') {
      return null;
    }
    throw localFileError('read', path, error);
  }
}

function parseVersioned<T extends object>(path: string, text: string, version: number, schema: ZodType<T>): T {
  const data = parseJson(path, text);
  if (typeof data !== 'object' || data === null || !('version' in data)) {
    throw broken(path, 1, 'it is not a file of Nutshell: there is no version in it', text);
  }
  const { version: found, ...rest } = data;
  if (found !== version) {
    throw new HostError(
      'local-file',
      `${path} has version ${JSON.stringify(found)}, and this Nutshell reads version ${version}`,
      {
        hint: 'A newer Nutshell may have written it: use that one. Nothing was changed.',
      },
    );
  }
  const checked = schema.safeParse(rest);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    const place = issue?.path.map(String) ?? [];
    const what = `${place.join('.') || 'the whole'}: ${issue?.message ?? 'not as expected'}`;
    throw broken(path, findJsonLine(text, place), what, checked.error.message);
  }
  return checked.data;
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw broken(path, lineOfSyntaxError(text, message), 'it is not valid JSON', message);
  }
}

function broken(path: string, line: number, what: string, raw: string): HostError {
  return new HostError('local-file', `${path} line ${line} cannot be read: ${what}`, {
    hint: 'Correct the line, or move the file away to start afresh. Nutshell leaves it as it is.',
    raw,
  });
}

// V8 gives a position for most errors, and none where the text just ends.
function lineOfSyntaxError(text: string, message: string): number {
  const position = /position (\d+)/.exec(message)?.[1];
  return text.slice(0, position === undefined ? text.length : Number(position)).split('\n').length;
}
