import type { KeyFiles } from '../ports/stores.ts';

export type HeldKeys = ReturnType<typeof createHeldKeys>;

/** Private keys that lie in no file, beside those that do: a key made for one test never touches the laptop's disk. */
export function createHeldKeys(files: KeyFiles) {
  const held = new Map<string, string>();
  const keyFiles: KeyFiles = { read: async (path) => held.get(path) ?? (await files.read(path)) };
  return {
    keyFiles,
    /** `name` takes the place of a path. Returns what forgets the key again. */
    hold(name: string, text: string): () => void {
      held.set(name, text);
      return () => void held.delete(name);
    },
  };
}
