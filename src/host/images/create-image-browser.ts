import type { ImageBrowser } from '#core/ports/host-adapters.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { HostShell } from '#core/ports/host-shell.ts';
import type { Resources } from '#core/ports/stores.ts';
import { buildDirectory } from './build-directory.ts';

const scripts = ['host/frame.sh', 'host/browse.sh'];

const browseTimeoutMs = 30_000;
const browseMaxBytes = 8 * 1024 * 1024;

export interface ImageBrowserOptions {
  readonly resources: Resources;
  readonly randomBytes: (count: number) => Uint8Array;
}

/** Lists folders of a host as root, as QEMU will read the installer; where the login may not be root, as what it is. */
export function createImageBrowser({ resources, randomBytes }: ImageBrowserOptions): ImageBrowser {
  async function list(shell: HostShell, path: string | null, asRoot: boolean) {
    const text = (await Promise.all(scripts.map((script) => resources.read(script)))).join('\n');
    const nonce = `nutshell-${Buffer.from(randomBytes(16)).toString('hex')}`;
    const { stdout } = await shell.run({
      purpose: path === null ? 'List the folder of installers' : `List ${path}`,
      command: { kind: 'script', name: 'browse.sh', text, args: path === null ? [nonce] : [nonce, path] },
      asRoot,
      timeoutMs: browseTimeoutMs,
      maxBytes: browseMaxBytes,
    });
    return buildDirectory(stdout, nonce, path);
  }

  return {
    async browse(shell, path) {
      try {
        return await list(shell, path, true);
      } catch (error) {
        // Only a login without sudo pays a second round trip.
        if (error instanceof HostError && error.code === 'denied') {
          return list(shell, path, false);
        }
        throw error;
      }
    },
  };
}
