import { createLinkEnd, type LinkEnd } from '#contract/transports/link-end.ts';

/** A MessagePort of the page as one end of a link. Bytes are copied on their way: Electron loses transferred buffers. */
export function createPortEnd(port: MessagePort): LinkEnd {
  return createLinkEnd({
    post: (message) => port.postMessage(message),
    start(onMessage, onClosed) {
      port.addEventListener('message', (event: MessageEvent<unknown>) => onMessage(event.data));
      port.addEventListener('close', () => onClosed("Nutshell's main process ended the connection."));
      port.start();
    },
    close: () => port.close(),
  });
}
