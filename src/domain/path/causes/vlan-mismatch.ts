import { valueOr } from '../../fact.ts';
import { evidenceFrom } from '../evidence.ts';
import { findBridge } from '../walk/place-questions.ts';
import { createCause, fixBy } from './cause.ts';

/** What comes in untagged belongs to the port's PVID, and leaves only by ports that carry this VLAN (bridge(8), vlan). */
export const vlanMismatch = createCause('vlan-mismatch', 13, ({ host }) => {
  const { facts, bridge, tap, uplinks } = host;
  const [uplink] = uplinks;
  if (bridge === null || tap === null || !uplink || findBridge(facts, bridge.name)?.filtersVlans !== true) {
    return [];
  }
  const of = (name: string) => valueOr(facts.vlans, []).filter(({ port }) => port === name);
  const pvid = of(tap.name).find(({ isPvid }) => isPvid)?.vlan ?? null;
  if (facts.vlans.kind !== 'known' || (pvid !== null && of(uplink.name).some(({ vlan }) => vlan === pvid))) {
    return [];
  }
  const list = (name: string) =>
    `${name}: ${
      of(name)
        .map(({ vlan, isPvid }) => `${vlan}${isPvid ? ' PVID' : ''}`)
        .join(', ') || 'no VLAN'
    }`;
  return [
    {
      severity: 'blocks',
      place: 'host',
      device: tap.name,
      sentence:
        pvid === null
          ? `${tap.name} has no PVID: ${bridge.name} drops every frame of the machine that has no tag.`
          : `${tap.name} is in VLAN ${pvid}, which ${uplink.name} does not carry.`,
      evidence: [list(tap.name), list(uplink.name)].map((text) => evidenceFrom(facts.vlans, text)),
      fix:
        pvid === null
          ? { advice: 'Give the tap the PVID of the network it should be in.', steps: [] }
          : fixBy('host', `Have ${uplink.name} carry VLAN ${pvid}, or put ${tap.name} into another.`, [
              ['bridge', 'vlan', 'add', 'dev', uplink.name, 'vid', String(pvid)],
              ['bridge', 'vlan', 'del', 'dev', uplink.name, 'vid', String(pvid)],
            ]),
    },
  ];
});
