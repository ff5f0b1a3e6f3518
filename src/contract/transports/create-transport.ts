import type { Transport } from '../wire.ts';
import type { LinkEnd } from './link-end.ts';
import { parseMessage } from './parse-message.ts';

/** The contract's messages over any link. A message that is none ends the link: the two ends are not of one version. */
export function createTransport(end: LinkEnd): Transport {
  return {
    send: (message) => end.send(message),
    onMessage: (listener) =>
      end.onMessage((received) => {
        const message = parseMessage(received);
        if (message) {
          listener(message);
        } else {
          end.close('A message arrived that this version of Nutshell does not know. Start Nutshell again.');
        }
      }),
    onClose: (listener) => end.onClose((reason) => listener(reason ?? 'The connection was closed.')),
  };
}
