import { evidenceFrom } from '../evidence.ts';
import { adviceOnly, createCause } from './cause.ts';
import { showLink } from './evidence-lines.ts';

/** A tap has a carrier as long as some process holds it open (drivers/net/tun.c). */
export const tapWithoutOwner = createCause('tap-without-owner', 16, ({ host }) => {
  const { tap, card, facts } = host;
  const isOrphaned = tap?.kind === 'tap' && tap.state === 'up-no-carrier';
  const isGone = tap === null && card.tap !== null && facts.links.kind === 'known';
  if (!isOrphaned && !isGone) {
    return [];
  }
  const name = card.tap ?? 'The tap';
  return [
    {
      severity: 'blocks',
      place: 'host',
      device: name,
      sentence: isGone
        ? `There is no ${name} on the host any more: QEMU was started with it.`
        : `${name} has no carrier: no QEMU holds it open, so nobody takes the frames.`,
      evidence: [tap ? showLink(facts, tap) : evidenceFrom(facts.links, `no link called ${name}`)],
      fix: adviceOnly(`Start ${card.machineName} again: QEMU makes and opens its tap when it starts.`),
    },
  ];
});
