import type { NatPoint } from './chain.ts';
import type { Instance } from './instance.ts';
import { findInwardPairs, findOutwardPairs, type AddressPair } from './find-translations.ts';
import type { PlaceFacts } from './place-facts.ts';

/** The rules by which an instance has its public addresses: inwards the destination, outwards the source. */
export function buildNatPoints(
  machine: PlaceFacts,
  { privateAddress }: Instance,
  outerId: string,
  innerId: string,
): readonly NatPoint[] {
  const isMine = (pair: AddressPair) => pair.privateAddress === privateAddress;
  return [
    ...findInwardPairs(machine)
      .filter(isMine)
      .map((pair) => toPoint(pair, { lane: 'forward', kind: 'destination', fromHopId: outerId, toHopId: innerId })),
    ...findOutwardPairs(machine)
      .filter(isMine)
      .map((pair) => toPoint(pair, { lane: 'reverse', kind: 'source', fromHopId: innerId, toHopId: outerId })),
  ];
}

function toPoint(
  { publicAddress, privateAddress, by }: AddressPair,
  where: Pick<NatPoint, 'lane' | 'kind' | 'fromHopId' | 'toHopId'>,
): NatPoint {
  const [from, to] = where.kind === 'destination' ? [publicAddress, privateAddress] : [privateAddress, publicAddress];
  return { ...where, from, to, rule: by.rule?.text ?? '', counter: by.rule?.counter ?? null, command: by.table.command };
}
