import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSafeStorageSecrets, type SafeStorageSecretsOptions } from '#main/create-safe-storage-secrets.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nutshell-secrets-'));
});
afterEach(() => rm(directory, { recursive: true }));

function options(
  overrides: Partial<SafeStorageSecretsOptions['safeStorage']> = {},
  platform = 'linux',
): SafeStorageSecretsOptions {
  return {
    platform,
    file: join(directory, 'below/secrets.json'),
    safeStorage: {
      isAsyncEncryptionAvailable: async () => true,
      getSelectedStorageBackend: () => 'gnome_libsecret',
      encryptStringAsync: async (text) => Buffer.from(text).reverse(),
      decryptStringAsync: async (sealed) => ({ result: Buffer.from(sealed).reverse().toString(), shouldReEncrypt: false }),
      ...overrides,
    },
  };
}

async function openStore(given = options()) {
  const store = await createSafeStorageSecrets(given);
  if (!store) throw new Error('There should be a store here');
  return store;
}

describe('secrets in the system’s keychain', () => {
  it('are kept sealed, for this user alone, and found again', async () => {
    await (await openStore()).put('ops@10.0.0.1', 'correct horse');
    const store = await openStore();
    expect(store.isPersistent).toBe(true);
    await expect(store.get('ops@10.0.0.1')).resolves.toBe('correct horse');
    await expect(store.get('somebody else')).resolves.toBeNull();
    expect(await readFile(options().file, 'utf8')).not.toContain('correct horse');
    expect((await stat(options().file)).mode & 0o777).toBe(0o600);
    await store.remove('ops@10.0.0.1');
    await expect(store.get('ops@10.0.0.1')).resolves.toBeNull();
  });

  it('do not overwrite each other when written at the same time', async () => {
    const store = await openStore();
    await Promise.all(Array.from({ length: 20 }, (_, n) => store.put(`key ${n}`, `word ${n}`)));
    await expect(Promise.all(Array.from({ length: 20 }, (_, n) => store.get(`key ${n}`)))).resolves.toEqual(
      Array.from({ length: 20 }, (_, n) => `word ${n}`),
    );
  });

  it.each(['basic_text', 'unknown'] as const)(
    'are not kept on Linux where the keychain is “%s”, which keeps nothing secret',
    async (backend) => {
      await expect(createSafeStorageSecrets(options({ getSelectedStorageBackend: () => backend }))).resolves.toBeNull();
    },
  );

  it('are not kept where there is no keychain', async () => {
    await expect(
      createSafeStorageSecrets(options({ isAsyncEncryptionAvailable: async () => false }, 'darwin')),
    ).resolves.toBeNull();
  });

  it('are asked for again where the keychain cannot open them any more', async () => {
    await (await openStore()).put('key', 'word');
    const store = await openStore(options({ decryptStringAsync: () => Promise.reject(new Error('another user')) }));
    await expect(store.get('key')).resolves.toBeNull();
  });

  it('never overwrite a file that cannot be read', async () => {
    const store = await openStore();
    await store.put('key', 'word');
    await writeFile(options().file, 'not JSON');
    await expect(store.put('other', 'word')).rejects.toThrow(/cannot be read\. Move it away/);
    expect(await readFile(options().file, 'utf8')).toBe('not JSON');
  });
});
