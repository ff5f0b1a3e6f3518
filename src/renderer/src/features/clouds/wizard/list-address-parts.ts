import { toRange } from '#domain/addressing/address-range.ts';
import { listParts, type CloudPart } from '#domain/addressing/cloud-addresses.ts';
import { toCloudAddresses, type Cloud } from '#domain/clouds/cloud.ts';
import type { CloudWish } from '#domain/clouds/cloud-wish.ts';

/** What is drawn on the map. `isGiven`: a person chose it; all else was found, and moves when something else does. */
export interface AddressPart extends CloudPart {
  readonly isGiven: boolean;
}

/** What a person typed or dragged, at once; for all else what was proposed last. */
export function listAddressParts(wish: CloudWish, cloud: Cloud | null): readonly AddressPart[] {
  const given = listGiven(wish, cloud);
  const isChosen = ({ kind, name }: CloudPart) => given.some((part) => part.kind === kind && part.name === name);
  const found = cloud === null ? [] : listParts(toCloudAddresses(cloud));
  return [...given, ...found.filter((part) => !isChosen(part)).map((part) => ({ ...part, isGiven: false }))];
}

function listGiven({ machines, addresses }: CloudWish, cloud: Cloud | null): readonly AddressPart[] {
  return [
    ...machines.flatMap(({ address, name }, at): AddressPart[] =>
      address === null
        ? []
        : [{ kind: 'machine', name: name ?? cloud?.machines[at]?.name ?? '', range: toRange(address), isGiven: true }],
    ),
    ...addresses.public.map((range): AddressPart => ({ kind: 'public', name: null, range, isGiven: true })),
    ...(addresses.private === null ? [] : [{ kind: 'private', name: null, range: addresses.private, isGiven: true } as const]),
  ];
}
