import type { SecretKeeper } from '#core/ports/cloud-adapters.ts';
import type { Resources } from '#core/ports/stores.ts';
import { hostPaths } from '#domain/machines/machine-paths.ts';

export interface SecretKeeperOptions {
  readonly resources: Resources;
  /** Another one only in tests. */
  readonly runDirectory?: string;
}

/** Through standard input of store-secrets.sh: no secret is in a command line, an environment, the activity log or on a disk. */
export function createSecretKeeper({ resources, runDirectory = hostPaths.runDirectory }: SecretKeeperOptions): SecretKeeper {
  return async (shell, { operationId, secrets }, signal) => {
    const lines = [...secrets].map(([name, value]) => {
      if (value.includes('\n')) {
        throw new RangeError(`The secret ${name} has more than one line`);
      }
      return `${name} ${value}\n`;
    });
    const text = await resources.read('host/store-secrets.sh');
    await shell.feed(
      {
        purpose: 'Hand over what the installers need to know in secret',
        command: { kind: 'script', name: 'store-secrets.sh', text, args: [runDirectory, operationId] },
        asRoot: true,
        ...(signal && { signal }),
      },
      once(new TextEncoder().encode(lines.join(''))),
    );
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
