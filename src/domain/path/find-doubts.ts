import type { Fact } from '../fact.ts';
import type { HopPlace } from './chain.ts';
import type { Doubt } from './diagnosis.ts';
import { describeStep, isOnTheWay } from './describe-step.ts';
import type { PlaceFacts } from './place-facts.ts';
import type { Scene } from './walk/scene.ts';
import type { Walk } from './walk/walk-step.ts';

/** Everything that decides about the probe and could not be read or understood. */
export function findDoubts({ host, machine, nested }: Scene, walk: Walk): readonly Doubt[] {
  const places = [
    { place: 'host', facts: host.facts, devices: [...host.uplinks.map(({ name }) => name), host.tap?.name] },
    ...(machine ? [{ place: 'machine' as const, facts: machine.facts, devices: [machine.nic?.name] }] : []),
    ...(nested ? [{ place: 'nested' as const, facts: nested.facts, devices: [nested.nic?.name] }] : []),
  ] as const;
  return [
    ...walk
      .filter(isOnTheWay)
      .map(describeStep)
      .filter(({ verdict }) => verdict === 'unknown')
      .map(toDoubt),
    ...places.flatMap(({ place, facts }) => listUnread(place, facts)),
    ...places.flatMap(({ place, facts, devices }) => listIngress(place, facts, devices)),
  ];
}

function toDoubt({ place, device, title, decision, evidence }: ReturnType<typeof describeStep>): Doubt {
  return { place, device, sentence: `${title}: ${decision}.`, evidence };
}

const placeWords: Readonly<Record<HopPlace, string>> = { host: 'the host', machine: 'the machine', nested: 'the instance' };

/** Rules are told of by the steps that need them. */
function listUnread(place: HopPlace, facts: PlaceFacts): readonly Doubt[] {
  const needed: readonly (readonly [string, Fact<unknown>])[] = [
    ['links', facts.links],
    ['addresses', facts.addresses],
    ['bridge ports', facts.ports],
    ['kernel switches', facts.switches],
    ['what bridges have learned', facts.forwarding],
    ['classifiers at ingress', facts.ingressFilters],
  ];
  return needed.flatMap(([what, fact]) =>
    fact.kind === 'unavailable'
      ? [
          {
            place,
            device: null,
            sentence: `Of ${placeWords[place]} could not be read: ${what} (${fact.reason}).`,
            evidence: [{ text: fact.reason, command: fact.command }],
          },
        ]
      : [],
  );
}

/** A classifier or an XDP program may do anything with a frame. */
function listIngress(
  place: HopPlace,
  { ingressFilters }: PlaceFacts,
  devices: readonly (string | undefined)[],
): readonly Doubt[] {
  return ingressFilters.kind === 'unavailable'
    ? []
    : ingressFilters.value
        .filter(({ device }) => devices.includes(device))
        .map(({ device, text }) => ({
          place,
          device,
          sentence: `A classifier or XDP program sees every frame that arrives at ${device} of ${placeWords[place]}; what it does cannot be judged.`,
          evidence: [{ text, command: ingressFilters.command }],
        }));
}
