import type { PortSettings } from '../place-facts.ts';
import { findBridge, findPort } from '../walk/place-questions.ts';
import { createCause, fixBy, type Fix } from './cause.ts';
import { portTroubles, showPort } from './describe-port-state.ts';

/** After a machine has started, a bridge with a spanning tree lets its tap wait for twice the forward delay. */
export const tapPortNotForwarding = createCause('tap-port-not-forwarding', 5, ({ host }) => {
  const port = findPort(host.facts, host.tap?.name ?? null);
  if (
    host.tap?.state !== 'up' ||
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
      device: port.name,
      sentence: `${port.name} is a port of ${port.bridge} in state ${port.state}: ${portTroubles[port.state]}.`,
      evidence: showPort(host.facts, port),
      fix: buildFix(port, findBridge(host.facts, port.bridge)?.forwardDelaySeconds ?? null),
    },
  ];
});

function buildFix({ name, bridge, state }: PortSettings, delaySeconds: number | null): Fix {
  const wait = delaySeconds === null ? 'a moment' : `${2 * delaySeconds} seconds`;
  return state === 'listening' || state === 'learning'
    ? fixBy('host', `Wait ${wait}, or do without the spanning tree where no loop can be.`, [
        ['ip', 'link', 'set', bridge, 'type', 'bridge', 'stp_state', '0'],
        ['ip', 'link', 'set', bridge, 'type', 'bridge', 'stp_state', '1'],
      ])
    : fixBy('host', 'Have the port forward.', [
        ['bridge', 'link', 'set', 'dev', name, 'state', '3'],
        ['bridge', 'link', 'set', 'dev', name, 'state', '0'],
      ]);
}
