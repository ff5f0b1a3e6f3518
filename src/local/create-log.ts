import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import type { Log } from '#core/ports/stores.ts';
import { toErrorCode } from './local-file-error.ts';

/** What the log file is allowed to grow to, and how many old ones stay beside it. */
export interface LogLimits {
  readonly maxBytes: number;
  readonly oldFiles: number;
}

export interface LogFile extends Log {
  readonly path: string;
  close(): void;
}

const usualLimits: LogLimits = { maxBytes: 5 * 1024 * 1024, oldFiles: 3 };

// No caller hands a secret to the log. Should one ever, under any of these names, it is not written.
const secretNames = ['password', 'passphrase', 'secret', 'secrets', 'stdin', 'privateKey', 'token', 'value', 'answers'];
const redactedPaths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** `nutshell.log` in the data directory, one JSON object per line; turned over by size as it is written. */
export function createLog(dataDirectory: string, limits: LogLimits = usualLimits): LogFile {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const filePath = path.join(dataDirectory, 'nutshell.log');
  let open = openFile(filePath);

  const write = (level: 'info' | 'warn' | 'error', message: string, facts: Readonly<Record<string, unknown>>): void => {
    const file = statSync(filePath, { throwIfNoEntry: false });
    const isFull = file !== undefined && file.size > limits.maxBytes;
    if (isFull) {
      turnOver(filePath, limits.oldFiles);
    }
    // Turned over here or by another Nutshell: go on in the new file.
    if (isFull || file?.ino !== open.fileId) {
      open.close();
      open = openFile(filePath);
    }
    open.logger[level](facts, message);
  };
  return {
    path: filePath,
    info: (message, facts = {}) => write('info', message, facts),
    warn: (message, facts = {}) => write('warn', message, facts),
    error: (message, facts = {}) => write('error', message, facts),
    close: () => open.close(),
  };
}

function openFile(filePath: string) {
  const destination = pino.destination({ dest: filePath, sync: true, mode: 0o600 });
  const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: redactedPaths };
  const logger = pino({ ...options, serializers: { error: pino.stdSerializers.err } }, destination);
  return { logger, fileId: statSync(filePath).ino, close: () => destination.end() };
}

function turnOver(filePath: string, oldFiles: number): void {
  rmSync(`${filePath}.${oldFiles}`, { force: true });
  for (let age = oldFiles - 1; age >= 0; age -= 1) {
    const from = age === 0 ? filePath : `${filePath}.${age}`;
    try {
      renameSync(from, `${filePath}.${age + 1}`);
    } catch (error) {
      // Not there yet, or (Windows) still open in another Nutshell: the log then grows on, which is better than losing lines.
      if (!['ENOENT', 'EPERM', 'EBUSY', 'EACCES'].includes(toErrorCode(error) ?? '')) {
        throw error;
      }
    }
  }
}
