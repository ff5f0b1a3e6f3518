import type { Hop, HopKind, HopState } from '#domain/path/chain.ts';
import { formatBytes } from '#domain/format-bytes.ts';
import { formatCount, formatShortMac } from '#renderer/ui/format.ts';
import type { MetroCertainty } from '#renderer/ui/metro/metro-layout.ts';
import type { Tone } from '#renderer/ui/state-mark-shape.tsx';
import type { Inspection, InspectorFact } from '#renderer/session/create-inspector-store.ts';

const kinds: Readonly<Record<HopKind, string>> = {
  physical: 'physical NIC',
  bridge: 'bridge',
  tap: 'tap',
  'guest-nic': 'machine’s NIC',
  'guest-bridge': 'bridge inside',
  'guest-tap': 'tap inside',
  'nested-nic': 'instance’s NIC',
  other: 'device',
};

const states: Readonly<Record<HopState, { readonly word: string; readonly tone: Tone; readonly certainty: MetroCertainty }>> = {
  up: { word: 'Up', tone: 'ok', certainty: 'seen' },
  'no-carrier': { word: 'No carrier', tone: 'attention', certainty: 'seen' },
  down: { word: 'Down', tone: 'broken', certainty: 'seen' },
  missing: { word: 'Missing', tone: 'broken', certainty: 'missing' },
  inferred: { word: 'Inferred', tone: 'unknown', certainty: 'inferred' },
  'not-inspected': { word: 'Not inspected', tone: 'unknown', certainty: 'not-inspected' },
  blind: { word: 'Cannot be seen', tone: 'unknown', certainty: 'not-inspected' },
};

export function describeHop(hop: Hop): { readonly kind: string; readonly state: string } {
  return { kind: kinds[hop.kind], state: states[hop.state].word };
}

export function toTone(state: HopState): Tone {
  return states[state].tone;
}

export function toCertainty(state: HopState): MetroCertainty {
  return states[state].certainty;
}

/** Short MAC first, then addresses; the link-local IPv6 address that every device has comes last. */
export function toFactLines(hop: Hop): readonly string[] {
  const addresses = [...hop.addresses]
    .sort((one, other) => Number(one.scope === 'link') - Number(other.scope === 'link'))
    .map(({ address, prefixLength }) => `${address}/${prefixLength.toString()}`);
  const [first, ...rest] = addresses;
  const shown = first === undefined ? [] : [rest.length === 0 ? first : `${first} +${rest.length.toString()}`];
  return [...(hop.mac === null ? [] : [formatShortMac(hop.mac)]), ...shown];
}

/** All facts of a hop for the inspector, each with the command that showed it. */
export function toInspection(
  hop: Hop,
  readAtEpochMs: number,
  sentences: readonly string[] = [],
  liveFacts: readonly InspectorFact[] = [],
): Inspection {
  const { kind, state } = describeHop(hop);
  const fact = (label: string, value: string): InspectorFact => ({ label, value, command: hop.evidence });
  const counters = hop.counters;
  return {
    key: `hop:${hop.id}`,
    title: hop.name,
    kind,
    readAtEpochMs,
    warnings: [...new Set([...sentences, ...(hop.reason === null ? [] : [hop.reason]), ...hop.warnings])],
    facts: [
      fact('State', state),
      ...liveFacts,
      ...(hop.mac === null ? [] : [fact('MAC', hop.mac)]),
      ...(hop.mtu === null ? [] : [fact('MTU', `${hop.mtu.toString()} bytes`)]),
      ...hop.addresses.map((address) =>
        fact(
          address.family === 'inet' ? 'IPv4 address' : `IPv6 address (${address.scope})`,
          `${address.address}/${address.prefixLength.toString()}`,
        ),
      ),
      ...hop.facts,
      ...(counters === null
        ? []
        : [
            fact('Received', `${formatBytes(counters.rxBytes)} in ${formatCount(counters.rxPackets)} packets`),
            fact('Received, lost', `${formatCount(counters.rxDropped)} dropped, ${formatCount(counters.rxErrors)} errors`),
            fact('Sent', `${formatBytes(counters.txBytes)} in ${formatCount(counters.txPackets)} packets`),
            fact('Sent, lost', `${formatCount(counters.txDropped)} dropped, ${formatCount(counters.txErrors)} errors`),
          ]),
    ],
  };
}
