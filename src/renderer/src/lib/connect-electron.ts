import { createTransport } from '#contract/transports/create-transport.ts';
import type { LinkEnd } from '#contract/transports/link-end.ts';
import { portChannel, type PortRequest, type ShellBridge } from '#contract/transports/shell-bridge.ts';
import type { Link } from './link.ts';
import { createPortEnd } from './port-end.ts';

/** Asks the main process, through the preload script, for a MessagePort for each channel. */
export function createElectronLink(bridge: ShellBridge, page: Window): Link {
  let lastId = 0;
  const openPort = (wanted: Wanted): Promise<LinkEnd> =>
    new Promise((resolve) => {
      const id = ++lastId;
      const listen = (event: MessageEvent<unknown>) => {
        const [port] = event.ports;
        if (event.source === page && event.origin === page.location.origin && isAnswerTo(event.data, id) && port) {
          page.removeEventListener('message', listen);
          resolve(createPortEnd(port));
        }
      };
      page.addEventListener('message', listen);
      bridge.requestPort({ id, ...wanted });
    });
  return {
    shell: 'electron',
    openContract: async () => createTransport(await openPort({ kind: 'contract' })),
    openConsole: (ticket) => openPort({ kind: 'console', ticket }),
    // Without its main process an Electron window is gone as well; a port that ended is simply asked for again.
    checkSession: () => Promise.resolve('open'),
  };
}

type Wanted = { readonly kind: 'contract' } | { readonly kind: 'console'; readonly ticket: string };

function isAnswerTo(data: unknown, id: PortRequest['id']): boolean {
  return (
    typeof data === 'object' && data !== null && 'answer' in data && data.answer === portChannel && 'id' in data && data.id === id
  );
}
