import { findPort } from '../walk/place-questions.ts';
import { createCause, fixBy } from './cause.ts';
import { portTroubles, showPort } from './describe-port-state.ts';

/** The card is up and in the bridge, and the bridge does not use it. A card that is down is another cause. */
export const uplinkPortBlocked = createCause('uplink-port-blocked', 4, ({ host }) =>
  host.uplinks.flatMap((link) => {
    const port = findPort(host.facts, link.name);
    // A bridge that is down uses none of its ports; that is the cause then.
    if (
      link.state !== 'up' ||
      host.bridge?.state === 'down' ||
      port === null ||
      port.state === null ||
      port.state === 'forwarding'
    ) {
      return [];
    }
    return [
      {
        severity: 'blocks',
        place: 'host',
        device: link.name,
        sentence: `${link.name} is a port of ${port.bridge} in state ${port.state}: ${portTroubles[port.state]}.`,
        evidence: showPort(host.facts, port),
        fix: fixBy(
          'host',
          port.state === 'blocking'
            ? 'Find the loop: two ways lead from this bridge to the same switch.'
            : 'Have the port forward. If the spanning tree set it so, it will do it again: look for a loop.',
          [
            ['bridge', 'link', 'set', 'dev', link.name, 'state', '3'],
            ['bridge', 'link', 'set', 'dev', link.name, 'state', '0'],
          ],
        ),
      },
    ];
  }),
);
