import { valueOr } from '../../fact.ts';
import { findRoute } from '../walk/find-route.ts';
import { readSwitch } from '../walk/place-questions.ts';
import { createCause, fixBy, type Case } from './cause.ts';
import { showLink } from './evidence-lines.ts';

/** The bridge has no way out of the host. A network that the host routes for, as libvirt's, needs none. */
export const uplinkNotInBridge = createCause('uplink-not-in-bridge', 2, (found) => {
  const { facts, bridge, uplinks } = found.host;
  if (bridge === null || uplinks.length > 0 || isRouted(found, bridge.name)) {
    return [];
  }
  const free = valueOr(facts.links, []).filter(
    ({ kind, master, name }) =>
      (kind === 'physical' || kind === 'bond' || kind === 'vlan') && master === null && !isParent(found, name),
  );
  const [only] = free;
  return [
    {
      severity: 'blocks',
      place: 'host',
      device: only?.name ?? bridge.name,
      sentence: `No network card of the host is in ${bridge.name}: frames cannot leave the host or come in.${
        free.length === 0 ? '' : ` In no bridge: ${free.map(({ name }) => name).join(', ')}.`
      }`,
      evidence: [bridge, ...free].map((link) => showLink(facts, link)),
      fix:
        only && free.length === 1
          ? fixBy('host', `Put ${only.name} into ${bridge.name}. Its own addresses stop working then.`, [
              ['ip', 'link', 'set', only.name, 'master', bridge.name],
              ['ip', 'link', 'set', only.name, 'nomaster'],
            ])
          : { advice: `Put the card that leads outside into ${bridge.name}.`, steps: [] },
    },
  ];
});

/** The card below a VLAN is in use, though in no bridge. */
function isParent({ host }: Case, name: string): boolean {
  return valueOr(host.facts.links, []).some(({ parent }) => parent === name);
}

/** The host itself forwards between this bridge and where its default route leads. */
function isRouted({ host }: Case, bridge: string): boolean {
  const outside = findRoute(host.facts, '192.0.2.1', null);
  return (
    outside.kind === 'unicast' && outside.device !== bridge && readSwitch(host.facts, `ipv4/conf/${bridge}/forwarding`) === '1'
  );
}
