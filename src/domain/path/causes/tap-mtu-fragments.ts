import { createCause } from './cause.ts';
import { buildNarrowTap, findNarrowTap } from './find-narrow-tap.ts';

/** With br_netfilter the host cuts packets in pieces where it may, and drops those that say it may not. */
export const tapMtuFragments = createCause('tap-mtu-fragments', 14, (found) => {
  const narrow = findNarrowTap(found);
  return narrow?.doesFragment === true
    ? [
        buildNarrowTap(
          found,
          narrow,
          `${narrow.tap.name} has MTU ${narrow.tap.mtu}: the host drops larger packets that may not be fragmented, and counts them as IpFragFails.`,
        ),
      ]
    : [];
});
