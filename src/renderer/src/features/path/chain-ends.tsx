import { Select } from '@mantine/core';
import type { Chain } from '#domain/path/chain.ts';

/** Which card and which instance a chain leads to: the same from one reading to the next. */
export function toChainKey({ nicMac, instance }: Chain): string {
  const own =
    instance === null ? null : (instance.name ?? instance.mac ?? instance.privateAddress ?? instance.publicAddresses[0]);
  return [nicMac ?? 'no MAC', own ?? ''].join(' ');
}

interface ChainEndsProps {
  readonly chains: readonly Chain[];
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}

/** Chooses between the chains of a machine, where it has several: one for each card, and for each instance behind it. */
export function ChainEnds({ chains, chosen, onChoose }: ChainEndsProps) {
  const cards = new Set(chains.map(({ nicMac }) => nicMac));
  const data = [...new Map(chains.map((chain) => [toChainKey(chain), describeEnd(chain, cards.size > 1)]))];
  return data.length < 2 ? null : (
    <Select
      aria-label="Where the path leads"
      w={260}
      allowDeselect={false}
      searchable={data.length > 10}
      data={data.map(([value, label]) => ({ value, label }))}
      value={chosen}
      onChange={(value) => value !== null && onChoose(value)}
    />
  );
}

function describeEnd({ nicMac, instance }: Chain, isOneOfCards: boolean): string {
  const card = nicMac ?? 'card without a known MAC';
  if (instance === null) {
    return `The machine, ${card}`;
  }
  const address = instance.publicAddresses[0] ?? instance.privateAddress;
  const words = [instance.name ?? (address === null ? instance.mac : null), address];
  const known = words.filter((word) => word !== null).join(', ');
  return isOneOfCards ? `${known} by ${card}` : known;
}
