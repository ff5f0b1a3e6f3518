import { createCause } from './cause.ts';
import { buildNarrowTap, findNarrowTap } from './find-narrow-tap.ts';

/** A bridge tells nobody that a frame was too large (br_dev_queue_push_xmit). */
export const tapMtuSilent = createCause('tap-mtu-silent', 15, (found) => {
  const narrow = findNarrowTap(found);
  return narrow?.doesFragment === false
    ? [
        buildNarrowTap(
          found,
          narrow,
          `${narrow.tap.name} has MTU ${narrow.tap.mtu}: larger packets vanish without a word or a counter; small ones, as of ping, pass.`,
        ),
      ]
    : [];
});
