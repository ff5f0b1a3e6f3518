import type { SecretStore } from '#core/ports/stores.ts';

/** Secrets until Nutshell ends, for a laptop without a keychain and for the command line. */
export function createMemorySecretStore(): SecretStore {
  const values = new Map<string, string>();
  return {
    isPersistent: false,
    get: (key) => Promise.resolve(values.get(key) ?? null),
    put: (key, value) => {
      values.set(key, value);
      return Promise.resolve();
    },
    remove: (key) => {
      values.delete(key);
      return Promise.resolve();
    },
  };
}
