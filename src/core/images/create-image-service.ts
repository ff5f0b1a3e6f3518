import type { AppApi } from '#contract/api.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { ImageBrowser } from '../ports/host-adapters.ts';

export interface ImageServiceOptions {
  readonly hosts: HostService;
  readonly connections: Connections;
  readonly browser: ImageBrowser;
}

/** Folders on the host, for choosing an installer. The one chosen last on a host is where the next look begins. */
export function createImageService({ hosts, connections, browser }: ImageServiceOptions): AppApi['images'] {
  const lastFolders = new Map<string, string>();
  return {
    async browse({ hostId, path }) {
      const host = await hosts.find(hostId);
      const directory = await browser.browse(connections.shellOf(host), path ?? lastFolders.get(hostId) ?? null);
      lastFolders.set(hostId, directory.path);
      return directory;
    },
  };
}
