import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SafeStorage } from 'electron';
import type { SecretStore } from '#core/ports/stores.ts';

export interface SafeStorageSecretsOptions {
  readonly safeStorage: Pick<
    SafeStorage,
    'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
  >;
  readonly platform: string;
  readonly file: string;
}

/**
 * Secrets in a file that only the system's keychain can open. null where there is no keychain: on Linux Electron then falls back
 * to a password that stands in its source code ("basic_text"), which keeps nothing secret. Secrets then live in memory only.
 */
export async function createSafeStorageSecrets(options: SafeStorageSecretsOptions): Promise<SecretStore | null> {
  const { safeStorage, platform, file } = options;
  if (!(await safeStorage.isAsyncEncryptionAvailable())) {
    return null;
  }
  if (platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())) {
    return null;
  }
  const change = inTurn(async (edit: (secrets: Map<string, string>) => void) => {
    const secrets = await readSealed(file);
    edit(secrets);
    await writeSealed(file, secrets);
  });
  return {
    isPersistent: true,
    async get(key) {
      const sealed = (await readSealed(file)).get(key);
      // What the keychain cannot open any more was sealed by another user or on another laptop: it is asked for again.
      return sealed === undefined
        ? null
        : safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64')).then(
            ({ result }) => result,
            () => null,
          );
    },
    async put(key, value) {
      const sealed = (await safeStorage.encryptStringAsync(value)).toString('base64');
      await change((secrets) => secrets.set(key, sealed));
    },
    remove: (key) => change((secrets) => secrets.delete(key)),
  };
}

/** Changes to one file, one after the other. A failed one does not stop the next. */
function inTurn<Input>(run: (input: Input) => Promise<void>): (input: Input) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return (input) => {
    const next = last.then(() => run(input));
    last = next.catch(() => undefined);
    return next;
  };
}

async function readSealed(file: string): Promise<Map<string, string>> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return '{}';
    }
    throw error;
  });
  const parsed: unknown = parseJson(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Error(
      `The file of remembered passwords, ${file}, cannot be read. Move it away; the passwords will be asked for again.`,
    );
  }
  return new Map(Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Through a second file, so that a crash leaves the old one whole. */
async function writeSealed(file: string, secrets: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(Object.fromEntries(secrets), null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
