import { createCause, fixBy } from './cause.ts';
import { showLink } from './evidence-lines.ts';

/** The host's own way out has no link. */
export const uplinkDown = createCause('uplink-down', 1, ({ host }) => {
  const dead = host.uplinks.filter(({ state }) => state !== 'up');
  const isOnlyOne = dead.length === host.uplinks.length;
  return dead.map((link) => ({
    severity: isOnlyOne ? 'blocks' : 'notice',
    place: 'host',
    device: link.name,
    sentence:
      link.state === 'down'
        ? `${link.name} is down: nothing arrives from the network outside.`
        : `${link.name} has no carrier: nothing is plugged in, or the other end is down.`,
    evidence: [showLink(host.facts, link)],
    fix:
      link.state === 'down'
        ? fixBy('host', `Take ${link.name} up.`, [
            ['ip', 'link', 'set', link.name, 'up'],
            ['ip', 'link', 'set', link.name, 'down'],
          ])
        : { advice: `Look at the cable of ${link.name} and at the port of the switch.`, steps: [] },
  }));
});
