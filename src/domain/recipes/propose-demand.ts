import type { DemandText } from '../addressing/demand-text.ts';
import type { RecipeAddressRange } from './address-shapes.ts';
import { isForRole } from './find-role.ts';
import type { Recipe } from './recipe.ts';

/** Ranges that an address plan knows by name. */
const planned = ['public', 'private', 'bridge'] as const;
type PlannedRange = (typeof planned)[number];

/** The setting by which a recipe says that its security groups are those of FastStart's cluster controller. */
const groupSetting = 'addresses-per-group';

export interface MachineOfRole {
  readonly name: string;
  readonly role: string;
}

/** What a cloud of these machines asks of an address plan: sizes that are sensible, and nothing that none of its roles is told of. */
export function proposeDemand(recipe: Recipe, cloud: string, machines: readonly MachineOfRole[]): DemandText {
  const told = recipe.addresses.filter((range) => machines.some(({ role }) => isForRole(range, role)));
  const range = (id: PlannedRange) => told.find((each) => each.id === id && isForCloud(each)) ?? null;
  const [open, hidden, bridge] = [range('public'), range('private'), told.find(({ id }) => id === 'bridge')];
  const group = recipe.settings.find(({ id }) => id === groupSetting) ?? null;
  return {
    cloud,
    machines: machines.map(({ name }) => ({ name, address: '' })),
    public: open === null ? '' : String(open.sensibleAddresses),
    isOneRange: open?.notation === 'range',
    private: hidden === null ? '' : `/${toPrefixLength(hidden.sensibleAddresses)}`,
    addressesPerGroup: group?.default ?? null,
    bridge: bridge === undefined ? '' : 'find',
    rules: group === null ? 'none' : 'faststart',
  };
}

/** Ranges of the recipe that a plan does not fill; whoever plans asks a person for them. */
export function listUnplannedRanges({ addresses }: Pick<Recipe, 'addresses'>): readonly RecipeAddressRange[] {
  return addresses.filter((range) => !planned.some((id) => id === range.id && (id === 'bridge' || isForCloud(range))));
}

/** What is seen within one machine only needs no place in a plan. */
function isForCloud({ scope }: RecipeAddressRange): boolean {
  return scope === 'cloud';
}

/** The smallest network that holds so many. */
function toPrefixLength(count: number): number {
  return 32 - Math.ceil(Math.log2(count));
}
