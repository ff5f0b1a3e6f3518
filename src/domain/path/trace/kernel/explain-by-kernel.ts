import { valueOr } from '../../../fact.ts';
import type { Finding } from '../../causes/cause.ts';
import { describeRule } from '../../netfilter/cited-rule.ts';
import type { PlaceFacts } from '../../place-facts.ts';
import type { Explanation } from '../explanation.ts';
import type { Gap } from '../gap.ts';
import { placeNames } from '../trace-plan.ts';
import type { TraceObservation } from '../trace-result.ts';
import { findKernelDrops } from './find-kernel-drops.ts';
import type { KernelDrop } from './kernel-report.ts';

/** Which causes a reason of the kernel belongs to; of rules only those that the drop's own chain names. */
const causesOf: Readonly<Record<string, readonly string[]>> = {
  IP_RPFILTER: ['reverse-path-filter'],
  IP_INADDRERRORS: ['forwarding-off', 'interface-forwarding-off'],
  IP_OUTNOROUTES: ['inner-route-missing', 'route-forbidden', 'instance-route-missing'],
  IP_INNOROUTES: ['inner-route-missing', 'route-forbidden'],
  PKT_TOO_BIG: ['mtu-smaller-inside', 'mtu-black-hole', 'tap-mtu-fragments', 'tap-mtu-silent'],
  NEIGH_FAILED: ['instance-silent', 'nat-wrong-target', 'inner-port-down', 'inner-frames-dropped', 'public-address-missing'],
  BRIDGE_INGRESS_STP_STATE: ['host-bridge-down', 'uplink-port-blocked', 'tap-port-not-forwarding'],
  FULL_RING: ['guest-not-reading'],
  IP_INHDR: ['time-to-live-ends'],
};

/**
 * The first place in the order of evidence: what a kernel says it did to this very probe. It must be in the gap, in the lane that was lost,
 * and true of most of the probes: one of five may have been lost by chance.
 */
export function explainByKernel(observation: TraceObservation, gap: Gap, candidates: readonly Finding[]): Explanation | null {
  const { trail, places } = gap;
  const drop = findKernelDrops(observation).find(
    ({ place, lane, count }) =>
      places.has(place) && (lane === null || lane === trail.lane) && count * 2 >= Math.max(1, trail.probes),
  );
  if (drop === undefined) {
    return null;
  }
  const facts = observation.places.find(({ place }) => place === drop.place)?.before;
  const finding = candidates.find((each) => each.place === drop.place && isSame(each, drop, facts));
  const proof = `${capital(placeNames[drop.place])} dropped it, as its kernel says of this very probe: ${drop.culprit}.`;
  return {
    certainty: 'proved',
    sentence: finding === undefined ? proof : finding.sentence,
    causeId: finding?.causeId ?? null,
    evidence: [...drop.evidence, ...(finding?.evidence ?? [])],
    fix: finding?.fix ?? null,
  };
}

/** By the kernel's reason; or because it cites a rule of the very chain that the kernel named. */
function isSame({ causeId, evidence }: Finding, { chain, reason }: KernelDrop, facts: PlaceFacts | undefined): boolean {
  if (chain === null) {
    return reason !== null && causesOf[reason]?.includes(causeId) === true;
  }
  const cited = (facts === undefined ? [] : valueOr(facts.tables, [])).flatMap((table) =>
    table.chains
      .filter((each) => table.name === chain.table && each.name === chain.name)
      .flatMap((each) => [null, ...each.rules].map((rule) => describeRule({ table, chain: each, rule }))),
  );
  return evidence.some(({ text }) => cited.includes(text));
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
