import { readFile } from 'node:fs/promises';
import { HostError } from '#core/ports/host-error.ts';
import type { KnownHosts, KnownHostVerdict } from '#core/ports/known-hosts.ts';
import { localFileError, toErrorCode } from './local-file-error.ts';
import { isLineFor, parseKnownHosts, toFingerprint, toKeyType, toKnownName, type KnownHostLine } from './parse-known-hosts.ts';
import { withFileLock } from './with-file-lock.ts';
import { writeWholeFile } from './write-whole-file.ts';

export interface KnownHostsFiles {
  /** Nutshell's own file: read, and appended to. */
  readonly ownPath: string;
  /** The person's and the system's: read only. Usually ~/.ssh/known_hosts and /etc/ssh/ssh_known_hosts. */
  readonly readOnlyPaths: readonly string[];
}

/** Files are read anew at each question, for ssh may have written to them meanwhile. Certificates (@cert-authority) are not used. */
export function createKnownHosts({ ownPath, readOnlyPaths }: KnownHostsFiles): KnownHosts {
  const readLines = async (address: string, port: number): Promise<readonly FileLines[]> =>
    Promise.all(
      [ownPath, ...readOnlyPaths].map(async (path) => {
        const name = toKnownName(address, port);
        const lines = parseKnownHosts((await readIfThere(path)).toString('utf8'));
        return { path, lines: lines.filter((line) => isLineFor(line, name)) };
      }),
    );
  return {
    check: async (address, port, key) => judge(await readLines(address, port), Buffer.from(key)),
    knownTypes: async (address, port) => {
      const lines = (await readLines(address, port)).flatMap((file) => file.lines);
      return [...new Set(lines.filter(({ marker }) => marker === 'none').map(({ keyType }) => keyType))];
    },
    remember: (address, port, key) =>
      withFileLock(ownPath, async () => {
        const line = buildLine(address, port, Buffer.from(key));
        const before = await readIfThere(ownPath);
        const gap = before.length > 0 && before.at(-1) !== 0x0a ? '\n' : '';
        await writeWholeFile(ownPath, Buffer.concat([before, Buffer.from(`${gap}${line}\n`)]));
      }),
  };
}

interface FileLines {
  readonly path: string;
  readonly lines: readonly KnownHostLine[];
}

/** Revoked anywhere wins, then a match anywhere, then the first file that holds another key of this type. */
function judge(files: readonly FileLines[], key: Buffer): KnownHostVerdict {
  for (const { path, lines } of files) {
    const revoked = lines.find((each) => each.marker === 'revoked' && each.key.equals(key));
    if (revoked) {
      return { kind: 'revoked', path, line: revoked.line };
    }
  }
  const known = files.map(({ path, lines }) => ({ path, lines: lines.filter(({ marker }) => marker === 'none') }));
  if (known.some(({ lines }) => lines.some((each) => each.key.equals(key)))) {
    return { kind: 'match' };
  }
  const keyType = toKeyType(key);
  for (const { path, lines } of known) {
    const sameType = lines.filter((each) => each.keyType === keyType);
    if (sameType.length > 0) {
      return {
        kind: 'changed',
        path,
        lines: sameType.map(({ line }) => line),
        fingerprints: sameType.map((each) => toFingerprint(each.key)),
      };
    }
  }
  return { kind: 'unknown', otherTypeKnown: known.some(({ lines }) => lines.length > 0) };
}

// An address becomes one word of one line: whatever could end the word, start another pattern or be a wildcard is refused.
const plainAddress = /^[\p{L}\p{N}_][\p{L}\p{N}._:%-]*$|^::[\p{L}\p{N}.:%]*$/u;

function buildLine(address: string, port: number, key: Buffer): string {
  const keyType = toKeyType(key);
  if (!plainAddress.test(address) || !/^[a-z0-9@.-]+$/.test(keyType)) {
    throw new HostError('invalid-input', `${JSON.stringify(address)} cannot be remembered in known_hosts: it is no host name`, {
      hint: 'Correct the address of this host.',
    });
  }
  return `${toKnownName(address, port)} ${keyType} ${key.toString('base64')}`;
}

async function readIfThere(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (toErrorCode(error) === 'ENOENT') {
      return Buffer.alloc(0);
    }
    throw localFileError('read', path, error);
  }
}
