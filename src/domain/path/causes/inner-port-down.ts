import type { PortSettings } from '../place-facts.ts';
import { findPort } from '../walk/place-questions.ts';
import { createCause, fixBy, type Fix } from './cause.ts';
import { showLink } from './evidence-lines.ts';

/** The instance's tap inside the machine: down, or a port that its bridge does not use. */
export const innerPortDown = createCause('inner-port-down', 37, ({ machine }) => {
  const port = machine?.inner?.port ?? null;
  if (!machine || port === null || port.state === 'up-no-carrier') {
    return [];
  }
  const idle = port.state === 'up' ? findIdle(findPort(machine.facts, port.name)) : null;
  if (port.state === 'up' && idle === null) {
    return [];
  }
  return [
    {
      severity: 'blocks',
      place: 'machine',
      device: port.name,
      sentence:
        idle === null
          ? `${port.name} in the machine is down: frames for the instance end there.`
          : `${port.name} in the machine is a bridge port in state ${idle}: it passes nothing.`,
      evidence: [showLink(machine.facts, port)],
      fix: buildFix(port.name, idle),
    },
  ];
});

function findIdle(settings: PortSettings | null): string | null {
  return settings === null || settings.state === 'forwarding' ? null : settings.state;
}

function buildFix(name: string, idle: string | null): Fix {
  return idle === null
    ? fixBy('machine', `Take ${name} up.`, [
        ['ip', 'link', 'set', name, 'up'],
        ['ip', 'link', 'set', name, 'down'],
      ])
    : fixBy('machine', 'Have the port forward.', [
        ['bridge', 'link', 'set', 'dev', name, 'state', '3'],
        ['bridge', 'link', 'set', 'dev', name, 'state', '0'],
      ]);
}
