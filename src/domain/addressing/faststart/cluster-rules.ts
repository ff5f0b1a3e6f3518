import { allowed, refused, type Verdict } from '../../verdict.ts';
import { countAddresses, networkOf, overlaps } from '../address-range.ts';
import { parseIpv4 } from '../ipv4.ts';
import type { RuleFinding } from './rule-finding.ts';
import { countSecurityGroups, toAddressesPerGroup } from './security-groups.ts';

/** What stands in eucalyptus.conf. Numbers as numbers; VNET_PUBLICIPS as the text it is. */
export interface ClusterSettings {
  readonly mode: string;
  readonly publicIps: string;
  readonly privatePrefixLength: number;
  readonly addressesPerGroup: number;
}

const source = 'eucalyptus 3.3.0, net/vnetwork.c and cluster/handlers.c';
const modes = ['SYSTEM', 'STATIC', 'STATIC-DYNMAC', 'MANAGED-NOVLAN', 'MANAGED'];
const mostOfARange = 256;
const publicLimit = 2_048;
const loopback = networkOf(127 * 2 ** 24, 8);

/** What the cluster controller does with its settings when it starts. FastStart knows MANAGED-NOVLAN alone. */
export function checkClusterSettings(settings: ClusterSettings): readonly RuleFinding[] {
  const { mode, publicIps, privatePrefixLength, addressesPerGroup } = settings;
  return [
    finding('mode', `VNET_MODE is one of ${modes.join(', ')}.`, checkMode(mode)),
    finding(
      'public-ips',
      'Each a single address, first-last of at most 256, or a network; fewer than 2048 in all.',
      checkPublic(publicIps),
    ),
    finding('addresses-per-group', 'ADDRSPERNET is a power of two from 16 to 2048.', checkGroupSize(addressesPerGroup)),
    finding('groups', 'At least one security group can be used.', checkGroups(privatePrefixLength, addressesPerGroup)),
  ];
}

function finding(id: string, rule: string, verdict: Verdict): RuleFinding {
  return { id, rule, source, verdict };
}

function checkMode(mode: string): Verdict {
  return modes.includes(mode)
    ? allowed
    : refused(`The cluster controller stops with fault 1012 at VNET_MODE ${mode}; it knows ${modes.join(', ')}.`);
}

/** Here, unlike in the installer's screen, ranges and single addresses may be mixed. */
function checkPublic(text: string): Verdict {
  const tokens = text.split(' ').filter(Boolean);
  let sum = 0;
  for (const token of tokens) {
    const count = countToken(token);
    if (typeof count === 'string') {
      return refused(count);
    }
    sum += count;
  }
  return sum < publicLimit
    ? allowed
    : refused(`${sum} public addresses are too many: the cluster controller takes fewer than 2048.`);
}

/** How many addresses a word of VNET_PUBLICIPS stands for, or what is wrong with it. */
function countToken(token: string): number | string {
  return token.includes('/') ? countNetwork(token) : countRange(token);
}

/** From the one after the network's own address to the one before its broadcast address. */
function countNetwork(token: string): number | string {
  const [network = '', length = ''] = token.split('/');
  const isRead = parseIpv4(network) !== null && /^\d{1,2}$/.test(length) && Number(length) <= 32;
  return isRead ? Math.max(0, 2 ** (32 - Number(length)) - 2) : `${token} is no network.`;
}

function countRange(token: string): number | string {
  const [from = '', to = from, ...more] = token.split('-');
  const first = parseIpv4(from);
  const last = parseIpv4(to);
  if (first === null || last === null || more.length > 0) {
    return `${token} is neither an address nor a range of two whole addresses.`;
  }
  if (last < first || last - first >= mostOfARange) {
    const how = last < first ? 'runs backwards' : `has ${last - first + 1} addresses`;
    return `The range ${token} ${how}; the cluster controller takes 1 to 256 in one range.`;
  }
  return [first, last].some((end) => overlaps({ first: end, last: end }, loopback))
    ? `${token} begins or ends in 127.0.0.0/8.`
    : countAddresses({ first, last });
}

function checkGroupSize(wanted: number): Verdict {
  const used = toAddressesPerGroup(wanted);
  return used === wanted
    ? allowed
    : refused(`The cluster controller takes ${used} addresses per security group where ${wanted} are asked for.`);
}

function checkGroups(prefixLength: number, addressesPerGroup: number): Verdict {
  return countSecurityGroups(prefixLength, addressesPerGroup).groups > 0
    ? allowed
    : refused(
        `A private subnet of /${prefixLength} with ${addressesPerGroup} addresses per security group leaves no group that could be used: instances will not run.`,
      );
}

export const mostPublicAddresses = publicLimit - 1;
