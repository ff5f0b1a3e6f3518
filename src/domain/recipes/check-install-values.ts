import {
  contains,
  countAddresses,
  findPrefixLength,
  networkOf,
  sumAddresses,
  type AddressRange,
} from '../addressing/address-range.ts';
import { describeRange, formatRange } from '../addressing/address-range.ts';
import { parseIpv4 } from '../addressing/ipv4.ts';
import type { RecipeAddressRange } from './address-shapes.ts';
import type { InstallMachine, InstallValues } from './install-values.ts';
import { isForRole } from './find-role.ts';
import type { Recipe } from './recipe.ts';

/** What keeps these values from being written into this recipe's files, each a sentence. Whether anybody else has the addresses is the plan's business. */
export function checkInstallValues(recipe: Recipe, roleId: string, values: InstallValues): readonly string[] {
  const { machine, ranges, settings, cloudName, filesUrl } = values;
  return [
    ...(isName(cloudName) ? [] : [`“${shorten(cloudName)}” is no name for a cloud: use lower-case letters, digits and dashes.`]),
    ...checkMachine(machine),
    ...Object.values(values.peers)
      .flat()
      .filter((ip) => parseIpv4(ip) === null)
      .map((ip) => `“${shorten(ip)}” is no IPv4 address of another machine.`),
    ...recipe.addresses
      .filter((wanted) => isForRole(wanted, roleId))
      .flatMap((wanted) => checkRange(wanted, ranges[wanted.id] ?? [], machine)),
    ...recipe.settings.flatMap(({ id, title, choices }) => {
      const chosen = settings[id];
      return chosen === undefined || choices.includes(chosen) ? [] : [`${title} is ${chosen}, and can be ${choices.join(', ')}.`];
    }),
    ...checkLocale(values),
    // file: is the root of the initrd, where the host may have put them.
    ...(filesUrl === null || filesUrl === 'file:' || /^http:\/\/[A-Za-z0-9.:-]+(\/[A-Za-z0-9._-]+)*$/.test(filesUrl)
      ? []
      : [`“${shorten(filesUrl)}” is no http address from which an installer can fetch its files.`]),
  ];
}

function checkMachine({ name, ip, prefixLength, gateway, nameservers }: InstallMachine): readonly string[] {
  const address = parseIpv4(ip);
  const out = parseIpv4(gateway);
  const problems = isName(name)
    ? []
    : [`“${shorten(name)}” is no name for a machine: use lower-case letters, digits and dashes.`];
  if (address === null || out === null) {
    const wrong = address === null ? ip : gateway;
    return [
      ...problems,
      `“${shorten(wrong)}” is not an IPv4 address. Write four numbers from 0 to 255 with dots, such as 10.101.7.2.`,
    ];
  }
  if (!Number.isInteger(prefixLength) || prefixLength < 1 || prefixLength > 30) {
    return [...problems, `A prefix length is a whole number from 1 to 30, such as 16, and not ${prefixLength}.`];
  }
  const network = networkOf(address, prefixLength);
  return [
    ...problems,
    ...(network.first < out && out < network.last
      ? []
      : [`The gateway ${gateway} is outside the network of ${ip}/${prefixLength}.`]),
    ...(network.first === address || network.last === address
      ? [
          `${ip} is the ${network.first === address ? 'network’s own' : 'broadcast'} address of ${describeRange(network)}, which no machine can have.`,
        ]
      : []),
    ...(nameservers.length > 0 ? [] : ['Give at least one nameserver.']),
    ...nameservers
      .filter((server) => parseIpv4(server) === null)
      .map((server) => `The nameserver “${shorten(server)}” is not an IPv4 address.`),
  ];
}

function checkRange(wanted: RecipeAddressRange, given: readonly AddressRange[], machine: InstallMachine): readonly string[] {
  const { title, notation, lies, minimumAddresses } = wanted;
  const [first, ...more] = given;
  if (first === undefined) {
    return [`“${title}” is missing.`];
  }
  const shown = given.map(formatRange).join(' ');
  const problems: string[] = [];
  if (notation !== 'range-or-list' && more.length > 0) {
    problems.push(`“${title}” takes one range, not ${given.length}: ${shown}.`);
  }
  if (notation === 'range-or-list' && more.length > 0 && given.some((range) => countAddresses(range) > 1)) {
    problems.push(`“${title}” takes either one range or single addresses, not both: ${shown}.`);
  }
  if (notation === 'address' && countAddresses(first) > 1) {
    problems.push(`“${title}” is one address, not ${shown}.`);
  }
  if (notation === 'subnet' && findPrefixLength(first) === null) {
    problems.push(`“${title}” must be a whole network: ${shown} is none.`);
  }
  if (sumAddresses(given) < minimumAddresses) {
    problems.push(`“${title}” needs at least ${minimumAddresses} addresses; ${shown} has ${sumAddresses(given)}.`);
  }
  return [...problems, ...checkPlace(title, lies, given, machine)];
}

function checkPlace(
  title: string,
  lies: RecipeAddressRange['lies'],
  given: readonly AddressRange[],
  { ip, prefixLength }: InstallMachine,
): readonly string[] {
  const address = parseIpv4(ip);
  if (address === null || prefixLength < 1 || prefixLength > 30) {
    return [];
  }
  const network = networkOf(address, prefixLength);
  const outside = given.filter((range) => !contains(network, range));
  if (lies === 'machine-network') {
    return outside.map(
      (range) => `“${title}”: ${formatRange(range)} is outside the machine's network ${describeRange(network)}.`,
    );
  }
  return given
    .filter((range) => contains(range, { first: address, last: address }))
    .map((range) => `“${title}”: ${formatRange(range)} holds the machine's own address ${ip}.`);
}

function checkLocale({ locale: { timezone, keyboard, language } }: InstallValues): readonly string[] {
  return [
    ...(/^(UTC|[A-Z][A-Za-z_]+(\/[A-Z][A-Za-z_+0-9-]+){1,2})$/.test(timezone)
      ? []
      : [`“${shorten(timezone)}” is not a time zone. Write it as Area/City, such as America/New_York, or UTC.`]),
    ...(/^[a-z][a-z0-9_-]{0,30}$/.test(keyboard) ? [] : [`“${shorten(keyboard)}” is not a keyboard layout such as us or de.`]),
    ...(/^[a-z]{2,3}(_[A-Z]{2})?(\.[A-Za-z0-9-]{1,12})?$/.test(language)
      ? []
      : [`“${shorten(language)}” is not a language such as en_US.UTF-8.`]),
  ];
}

/** RFC 1123: what a host may be called. */
function isName(name: string): boolean {
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name);
}

function shorten(text: string): string {
  const shown = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD');
  return shown.length > 60 ? `${shown.slice(0, 59)}…` : shown;
}
