import type { MessagePortMain } from 'electron';
import { createLinkEnd, type LinkEnd } from '#contract/transports/link-end.ts';

/** A port of the main process as one end of a link. Nothing is transferred: Electron loses the buffers of a transfer list. */
export function createMainPortEnd(port: MessagePortMain): LinkEnd {
  return createLinkEnd({
    post: (message) => port.postMessage(message),
    start(onMessage, onClosed) {
      port.on('message', ({ data }) => onMessage(data));
      // The window was closed or reloaded.
      port.on('close', () => onClosed(null));
      port.start();
    },
    close: () => port.close(),
  });
}
