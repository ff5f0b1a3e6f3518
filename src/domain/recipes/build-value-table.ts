import { findPrefixLength, formatRange, toNetmask, type AddressRange } from '../addressing/address-range.ts';
import { formatIpv4 } from '../addressing/ipv4.ts';
import type { InstallMachine, InstallValues } from './install-values.ts';
import type { RecipeRole } from './machine-shapes.ts';
import type { Recipe } from './recipe.ts';

export type ValueTable = ReadonlyMap<string, readonly string[]>;

/** Every {{name}} that texts of the recipe can use, with what it stands for. Secrets are not among them. */
export function buildValueTable(recipe: Recipe, role: RecipeRole, values: InstallValues): ValueTable {
  const { cloudName, machine, locale } = values;
  return new Map<string, readonly string[]>([
    ['cloud.name', [cloudName]],
    ['role.id', [role.id]],
    ...buildMachine(machine, role),
    ...Object.entries(locale).map(([name, value]) => [`locale.${name}`, [String(value)]] as const),
    ...recipe.addresses.flatMap(({ id }) => buildRange(id, values.ranges[id] ?? [])),
    ...recipe.settings.map(({ id, default: usual }) => [`setting.${id}`, [String(values.settings[id] ?? usual)]] as const),
    ...recipe.roles.map(({ id }) => [`peers.${id}`, values.peers[id] ?? []] as const),
    ...recipe.files.map(({ name }) => [`file.${name}`, toUrl(values.filesUrl, name)] as const),
  ]);
}

function buildMachine(machine: InstallMachine, { hardware }: RecipeRole): readonly (readonly [string, readonly string[]])[] {
  const { name, ip, prefixLength, gateway, nameservers } = machine;
  return [
    ['machine.name', [name]],
    ['machine.ip', [ip]],
    ['machine.prefixLength', [String(prefixLength)]],
    ['machine.netmask', [toNetmask(prefixLength)]],
    ['machine.gateway', [gateway]],
    ['machine.nameserver', nameservers.slice(0, 1)],
    ['machine.nameservers', nameservers],
    ['machine.interface', [hardware.nics[0]?.device ?? 'eth0']],
  ];
}

/** `range.public` as installers want it, and for networks its parts. */
function buildRange(id: string, ranges: readonly AddressRange[]): readonly (readonly [string, readonly string[]])[] {
  const [range] = ranges;
  const ends: readonly (readonly [string, number | undefined])[] = [
    ['first', range?.first],
    ['last', ranges.at(-1)?.last],
    ['subnet', range?.first],
  ];
  const prefixLength = range === undefined ? null : findPrefixLength(range);
  return [
    [`range.${id}`, ranges.map(formatRange)],
    ...ends.map(([name, address]) => [`range.${id}.${name}`, address === undefined ? [] : [formatIpv4(address)]] as const),
    [`range.${id}.netmask`, prefixLength === null ? [] : [toNetmask(prefixLength)]],
    [`range.${id}.prefixLength`, prefixLength === null ? [] : [String(prefixLength)]],
    [`range.${id}.network`, range === undefined || prefixLength === null ? [] : [`${formatIpv4(range.first)}/${prefixLength}`]],
  ];
}

function toUrl(filesUrl: string | null, name: string): readonly string[] {
  return filesUrl === null ? [] : [`${filesUrl}/${name}`];
}
