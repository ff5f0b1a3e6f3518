import type { AddressDemand } from '../addressing/address-demand.ts';
import { findPrefixLength } from '../addressing/address-range.ts';
import { parseRange } from '../addressing/parse-ranges.ts';
import type { RecipeAddressRange } from '../recipes/address-shapes.ts';
import type { Recipe } from '../recipes/recipe.ts';
import type { NamedWish } from './arrange-machines.ts';
import type { AddressWish, CloudWish } from './cloud-wish.ts';

/** FastStart's rules are about security groups, so a recipe that has their size keeps them. */
export function buildDemand({ name, addresses }: CloudWish, recipe: Recipe, machines: readonly NamedWish[]): AddressDemand {
  const group = recipe.settings.find(({ id }) => id === 'addresses-per-group') ?? null;
  return {
    cloud: name,
    machines: machines.map((machine) => ({ name: machine.name, given: machine.address })),
    public: toPublic(addresses, findRange(recipe, 'public')),
    private: toPrivate(addresses, findRange(recipe, 'private'), addresses.addressesPerGroup ?? group?.default ?? null),
    bridge: toBridge(addresses, findRange(recipe, 'bridge'), machines.length === 1),
    rules: group === null ? 'none' : 'faststart',
  };
}

function findRange({ addresses }: Recipe, id: string): RecipeAddressRange | null {
  return addresses.find((range) => range.id === id) ?? null;
}

function toPublic({ public: ranges, publicCount }: AddressWish, wanted: RecipeAddressRange | null): AddressDemand['public'] {
  if (ranges.length > 0) {
    return { kind: 'given', ranges };
  }
  if (wanted === null) {
    return { kind: 'none' };
  }
  const form = wanted.notation === 'range-or-list' ? 'range-or-list' : 'range';
  return { kind: 'find', count: publicCount ?? wanted.sensibleAddresses, form };
}

function toPrivate(
  { private: range }: AddressWish,
  wanted: RecipeAddressRange | null,
  addressesPerGroup: number | null,
): AddressDemand['private'] {
  if (range !== null) {
    return { kind: 'given', range, addressesPerGroup };
  }
  if (wanted === null) {
    return { kind: 'none' };
  }
  const usual = parseRange(wanted.default ?? '');
  const prefixLength = usual.ok ? findPrefixLength(usual.range) : null;
  return { kind: 'find', prefixLength: prefixLength ?? 24, addressesPerGroup };
}

/** Only a Cloud in a Box has a bridge of its own. */
function toBridge({ bridgeAddress }: AddressWish, wanted: RecipeAddressRange | null, isBoxed: boolean): AddressDemand['bridge'] {
  if (bridgeAddress !== null) {
    return { kind: 'given', address: bridgeAddress };
  }
  return wanted === null || !isBoxed ? { kind: 'none' } : { kind: 'find' };
}
