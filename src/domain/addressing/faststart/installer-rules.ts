import { allowed, refused, type Verdict } from '../../verdict.ts';
import { contains, findMaskLength, toNetmask, type AddressRange } from '../address-range.ts';
import { formatIpv4, parseIpv4, type Ipv4 } from '../ipv4.ts';
import type { RuleFinding } from './rule-finding.ts';

/** What is typed into FastStart's cloud screen, word for word. */
export interface InstallerAnswers {
  readonly publicIps: string;
  readonly nameservers: string;
  readonly privateSubnet: string;
  readonly privateNetmask: string;
  readonly addressesPerGroup: string;
  /** Cloud in a Box only. */
  readonly bridgeIp: string | null;
  /** The subnet of the public network interface. */
  readonly publicSubnet: AddressRange;
}

const source = 'silvereye 6ad1c12^, iw/frontend_gui.py';

/** The checks of the screen, in its order. It stops at the first that fails; here each is told. */
export function checkInstallerAnswers(answers: InstallerAnswers): readonly RuleFinding[] {
  const { nameservers, publicIps, publicSubnet, privateSubnet, privateNetmask, addressesPerGroup, bridgeIp } = answers;
  return [
    finding('nameservers', 'At least one nameserver, each an IPv4 address.', checkNameservers(nameservers)),
    finding(
      'public-ips',
      'One range first-last, or single addresses with spaces between, all inside the subnet of the public interface.',
      checkPublicIps(publicIps, publicSubnet),
    ),
    finding(
      'private-netmask',
      'The private subnet has no bit where the netmask has none.',
      checkPrivate(privateSubnet, privateNetmask),
    ),
    finding(
      'addresses-per-group',
      'A power of two that is not more than the private subnet holds.',
      checkGroupSize(addressesPerGroup, privateNetmask),
    ),
    ...(bridgeIp === null
      ? []
      : [finding('bridge-ip', 'The NC bridge IP is an IPv4 address.', checkAddress('NC bridge IP', bridgeIp))]),
  ];
}

function finding(id: string, rule: string, verdict: Verdict): RuleFinding {
  return { id, rule, source, verdict };
}

function checkAddress(what: string, text: string): Verdict {
  return parseIpv4(text) === null ? refused(`The ${what} "${text}" is not an IPv4 address.`) : allowed;
}

function checkNameservers(text: string): Verdict {
  const words = text.split(/[ ,]+/).filter(Boolean);
  const wrong = words.find((word) => parseIpv4(word) === null);
  return words.length === 0
    ? refused('The installer wants at least one nameserver.')
    : wrong === undefined
      ? allowed
      : checkAddress('nameserver', wrong);
}

/** A dash anywhere makes the whole of it one range. */
function checkPublicIps(text: string, subnet: AddressRange): Verdict {
  const words = text.includes('-') ? text.split('-') : text.split(' ').filter(Boolean);
  if (words.length === 0) {
    return refused('The installer wants at least one public address.');
  }
  if (text.includes('-') && words.length !== 2) {
    return refused(`"${text}" mixes a range with other addresses. The installer takes one range, or single addresses.`);
  }
  const addresses = words.map((word) => parseIpv4(word.trim()));
  const wrong = words.find((_word, at) => addresses[at] === null);
  if (wrong !== undefined) {
    return refused(`The public address "${wrong.trim()}" is not an IPv4 address.`);
  }
  const known = addresses.filter((address) => address !== null);
  const outside = known.find((address) => !contains(subnet, { first: address, last: address }));
  if (outside !== undefined) {
    return refused(`The public address ${formatIpv4(outside)} is outside the subnet of the public network interface.`);
  }
  const [first, last] = known;
  return text.includes('-') && first !== undefined && last !== undefined ? checkOctets(first, last) : allowed;
}

/** It compares number by number, so a range over the border of a /24 fails although it does not run backwards. */
function checkOctets(first: Ipv4, last: Ipv4): Verdict {
  const starts = formatIpv4(first).split('.').map(Number);
  const ends = formatIpv4(last).split('.').map(Number);
  return starts.every((start, at) => start <= (ends[at] ?? 0))
    ? allowed
    : refused(
        `The range ${formatIpv4(first)}-${formatIpv4(last)} has a number that is larger in its first address than in its last: the installer takes that for backwards.`,
      );
}

function checkPrivate(subnetText: string, maskText: string): Verdict {
  const subnet = parseIpv4(subnetText);
  const mask = parseIpv4(maskText);
  const prefixLength = mask === null ? null : findMaskLength(mask);
  if (subnet === null || prefixLength === null) {
    return subnet === null ? checkAddress('private subnet', subnetText) : refused(`"${maskText}" is not a netmask.`);
  }
  return subnet % 2 ** (32 - prefixLength) === 0
    ? allowed
    : refused(`Invalid netmask for private network: ${subnetText} has bits where ${toNetmask(prefixLength)} has none.`);
}

function checkGroupSize(text: string, maskText: string): Verdict {
  const size = /^[1-9]\d*$/.test(text) ? Number(text) : null;
  if (size === null || !Number.isInteger(Math.log2(size))) {
    return refused(`Addresses per security group must be a power of two, such as 32, and "${text}" is none.`);
  }
  const mask = parseIpv4(maskText);
  const prefixLength = mask === null ? null : findMaskLength(mask);
  return prefixLength === null || 2 ** (32 - prefixLength) - 1 >= size
    ? allowed
    : refused(`A private subnet of netmask ${maskText} has no room for ${size} addresses per security group.`);
}
