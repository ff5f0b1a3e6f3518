import { valueOr } from '../../fact.ts';
import type { HopPlace } from '../chain.ts';
import type { Evidence } from '../evidence.ts';
import { describeChain, describeRule, type CitedRule } from '../netfilter/cited-rule.ts';
import type { PlaceFacts } from '../place-facts.ts';

/** What a place counted while the probes were under way. */
export type CounterChange = { readonly place: HopPlace; readonly count: number; readonly evidence: Evidence } &
  /** `text` is the rule as it was shown before; `where` its chain in words. */
  (
    | { readonly kind: 'rule'; readonly text: string; readonly where: string; readonly isRefusal: boolean }
    /** A field of /proc/net/snmp or netstat. */
    | { readonly kind: 'protocol'; readonly name: string }
    | { readonly kind: 'link'; readonly device: string }
  );

/** Rules that ended packets, fields that mean a loss, and drops of devices: all that grew. */
export function findCounterChanges(place: HopPlace, before: PlaceFacts, after: PlaceFacts): readonly CounterChange[] {
  return [
    ...compareRules(place, before, after),
    ...compareProtocols(place, before, after),
    ...compareLinks(place, before, after),
  ];
}

function compareRules(place: HopPlace, before: PlaceFacts, after: PlaceFacts): readonly CounterChange[] {
  const later = listEnds(after);
  return listEnds(before).flatMap((cited, at): readonly CounterChange[] => {
    // The same rule at the same place of the same list; where rules were changed meanwhile nothing can be said.
    const same = later[at];
    const [from, to] = [countOf(cited), same === undefined ? null : countOf(same)];
    if (same === undefined || from === null || to === null || to <= from || nameOf(same) !== nameOf(cited)) {
      return [];
    }
    return [
      {
        kind: 'rule',
        place,
        count: to - from,
        text: describeRule(cited),
        where: describeChain(cited),
        isRefusal: cited.rule?.action.kind === 'reject',
        evidence: { text: `${describeRule(same)} (${to - from} more than before)`, command: cited.table.command },
      },
    ];
  });
}

/** Every rule that drops or rejects, and every policy that drops. */
function listEnds({ tables }: PlaceFacts): readonly CitedRule[] {
  return valueOr(tables, []).flatMap((table) =>
    table.chains.flatMap((chain) => [
      ...chain.rules
        .filter(({ action }) => action.kind === 'drop' || action.kind === 'reject')
        .map((rule) => ({ table, chain, rule })),
      ...(chain.base?.policy === 'drop' ? [{ table, chain, rule: null }] : []),
    ]),
  );
}

function countOf({ chain, rule }: CitedRule): number | null {
  return (rule === null ? chain.base?.policyCounter : rule.counter)?.packets ?? null;
}

function nameOf({ table, chain, rule }: CitedRule): string {
  return [table.tool, table.family, table.name, chain.name, rule?.action.kind ?? 'policy'].join(' ');
}

/** Fields of the kernel that count losses, and what each means (Documentation/networking/snmp_counter.rst). */
export const lossFields: Readonly<Record<string, string>> = {
  IpInAddrErrors: 'it was not allowed to forward it, or it was addressed to nobody there',
  IpInHdrErrors: 'its head was wrong, or its time to live ended',
  IpOutNoRoutes: 'there was no route for it',
  IpInNoRoutes: 'there was no route for it',
  IpFragFails: 'it was too large for the next device, and might not be cut',
  TcpExtIPReversePathFilter: 'an answer to its sender would leave by another device (rp_filter)',
  IpOutDiscards: 'it was thrown away on its way out',
  IpInDiscards: 'it was thrown away on its way in',
  UdpInCsumErrors: 'its checksum was wrong',
};

function compareProtocols(
  place: HopPlace,
  { counters: before }: PlaceFacts,
  { counters: after }: PlaceFacts,
): readonly CounterChange[] {
  const [first, second] = [valueOr(before, {}), valueOr(after, {})];
  return Object.keys(lossFields).flatMap((name): readonly CounterChange[] => {
    const [from, to] = [first[name], second[name]];
    return from === undefined || to === undefined || to <= from
      ? []
      : [
          {
            kind: 'protocol',
            place,
            name,
            count: to - from,
            evidence: { text: `${name} ${from} → ${to}`, command: after.command },
          },
        ];
  });
}

function compareLinks(place: HopPlace, { links: before }: PlaceFacts, { links: after }: PlaceFacts): readonly CounterChange[] {
  return valueOr(before, []).flatMap((link): readonly CounterChange[] => {
    const later = valueOr(after, []).find(({ index }) => index === link.index);
    const [from, to] = [link.counters?.txDropped ?? 0, later?.counters?.txDropped ?? 0];
    return to <= from
      ? []
      : [
          {
            kind: 'link',
            place,
            device: link.name,
            count: to - from,
            evidence: { text: `${link.name}: tx_dropped ${from} → ${to}`, command: after.command },
          },
        ];
  });
}
