import { evidenceFrom } from '../evidence.ts';
import { adviceOnly, createCause } from './cause.ts';

/** Below this a burst at boot, when nobody reads yet, explains it. */
const fewestDropped = 100;
/** One frame in ten. */
const lossyShare = 0.1;

/** The tap's queue is full because the guest takes nothing from it. Its qdisc counts no drop; the tap does (tun_net_xmit). */
export const guestNotReading = createCause('guest-not-reading', 17, ({ host }) => {
  const { tap, card, facts } = host;
  const counters = tap?.counters;
  if (
    !tap ||
    !counters ||
    counters.txDropped < fewestDropped ||
    counters.txDropped < lossyShare * (counters.txPackets + counters.txDropped)
  ) {
    return [];
  }
  return [
    {
      severity: 'degrades',
      place: 'host',
      device: tap.name,
      sentence: `${tap.name} dropped ${counters.txDropped} frames to ${card.machineName} and delivered ${counters.txPackets}: the machine does not take them, or did not for long.`,
      evidence: [evidenceFrom(facts.links, `${tap.name}: sent ${counters.txPackets} packets, dropped ${counters.txDropped}`)],
      fix: adviceOnly(
        'Look at the machine’s screen: it hangs, has not loaded its network driver, or is paused. If the number no longer rises, it is over.',
      ),
    },
  ];
});
