import { readItems, readText, requireItems, requireText, type XmlElement } from './xml-element.ts';

export interface SecurityGroup {
  readonly id: string | null;
  readonly name: string;
  readonly description: string | null;
  readonly permissions: readonly Permission[];
}

/** Lets in what comes from these addresses, or from instances of these groups. Of ICMP the ports are type and code, -1 for all. */
export interface Permission {
  readonly protocol: string;
  readonly fromPort: number | null;
  readonly toPort: number | null;
  readonly sources: readonly string[];
  readonly groups: readonly string[];
}

/** What is opened: one range of one protocol, for one network. */
export interface Opening {
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  readonly fromPort: number;
  readonly toPort: number;
  readonly source: string;
}

export function parseGroups(answer: XmlElement): readonly SecurityGroup[] {
  return requireItems(answer, 'securityGroupInfo').map((item) => ({
    id: readText(item, 'groupId'),
    name: requireText(item, 'groupName'),
    description: readText(item, 'groupDescription'),
    permissions: readItems(item, 'ipPermissions').map(parsePermission),
  }));
}

function parsePermission(item: XmlElement): Permission {
  return {
    protocol: toProtocol(requireText(item, 'ipProtocol')),
    fromPort: toPort(readText(item, 'fromPort')),
    toPort: toPort(readText(item, 'toPort')),
    sources: readItems(item, 'ipRanges').flatMap((range) => readText(range, 'cidrIp') ?? []),
    groups: readItems(item, 'groups').flatMap((group) => readText(group, 'groupName') ?? readText(group, 'groupId') ?? []),
  };
}

/** Protocols come by name or by number (IANA, Protocol Numbers); -1 is all of them. */
function toProtocol(text: string): string {
  return { '1': 'icmp', '6': 'tcp', '17': 'udp', '-1': 'all' }[text] ?? text.toLowerCase();
}

function toPort(text: string | null): number | null {
  return text !== null && /^-?\d{1,5}$/.test(text) ? Number(text) : null;
}

/** Does the group let all of it in already? */
export function isOpen({ permissions }: SecurityGroup, wanted: Opening): boolean {
  return permissions.some(
    ({ protocol, fromPort, toPort, sources }) =>
      (protocol === wanted.protocol || protocol === 'all') &&
      (sources.includes(wanted.source) || sources.includes('0.0.0.0/0')) &&
      covers({ fromPort, toPort }, wanted),
  );
}

/** An opening as it can be taken back; null where the permission is none: other protocols, or all of them. */
export function toOpening({ protocol, fromPort, toPort }: Permission, source: string): Opening | null {
  return protocol === 'tcp' || protocol === 'udp' || protocol === 'icmp'
    ? { protocol, fromPort: fromPort ?? -1, toPort: toPort ?? -1, source }
    : null;
}

/** What is open from networks, each by itself. */
export function listOpenings({ permissions }: SecurityGroup): readonly Opening[] {
  return permissions.flatMap((permission) => permission.sources.flatMap((source) => toOpening(permission, source) ?? []));
}

/** Is there exactly this opening, so that it can be taken back? */
export function hasOpening(group: SecurityGroup, wanted: Opening): boolean {
  return listOpenings(group).some(
    ({ protocol, fromPort, toPort, source }) =>
      protocol === wanted.protocol && fromPort === wanted.fromPort && toPort === wanted.toPort && source === wanted.source,
  );
}

function covers({ fromPort, toPort }: Pick<Permission, 'fromPort' | 'toPort'>, wanted: Opening): boolean {
  if (fromPort === null || toPort === null || fromPort === -1) {
    return true;
  }
  return fromPort <= wanted.fromPort && wanted.toPort <= toPort && wanted.fromPort !== -1;
}

export function describePorts({ protocol, fromPort, toPort }: Pick<Permission, 'protocol' | 'fromPort' | 'toPort'>): string {
  if (protocol === 'icmp') {
    return fromPort === null || fromPort === -1 ? 'icmp, all' : `icmp, type ${fromPort}`;
  }
  if (protocol === 'all' || fromPort === null || toPort === null) {
    return protocol === 'all' ? 'everything' : `${protocol}, all`;
  }
  return fromPort === toPort ? `${protocol} ${fromPort}` : `${protocol} ${fromPort}-${toPort}`;
}
