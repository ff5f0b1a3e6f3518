import { createCause, fixBy } from './cause.ts';
import { showLink } from './evidence-lines.ts';

export const hostBridgeDown = createCause('host-bridge-down', 3, ({ host }) =>
  host.bridge === null || host.bridge.state !== 'down'
    ? []
    : [
        {
          severity: 'blocks',
          place: 'host',
          device: host.bridge.name,
          sentence: `${host.bridge.name} is down: it passes no frame between its ports.`,
          evidence: [showLink(host.facts, host.bridge)],
          fix: fixBy('host', `Take ${host.bridge.name} up.`, [
            ['ip', 'link', 'set', host.bridge.name, 'up'],
            ['ip', 'link', 'set', host.bridge.name, 'down'],
          ]),
        },
      ],
);
