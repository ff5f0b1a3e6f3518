import { readItems, readText, requireItems, requireText, type XmlElement } from './xml-element.ts';

export interface Ec2Instance {
  readonly id: string;
  readonly imageId: string | null;
  /** pending, running, shutting-down, terminated, stopping, stopped. */
  readonly state: string;
  /** Why it is in that state, where the cloud says so. */
  readonly reason: string | null;
  readonly publicAddress: string | null;
  readonly privateAddress: string | null;
  readonly keyName: string | null;
  readonly type: string | null;
  readonly zone: string | null;
  readonly launchedAt: string | null;
  readonly groups: readonly string[];
}

/** Of DescribeInstances, which lists them by reservation. */
export function parseInstances(answer: XmlElement): readonly Ec2Instance[] {
  return requireItems(answer, 'reservationSet').flatMap(parseReservation);
}

/** Of RunInstances, whose answer is one reservation. */
export function parseReservation(reservation: XmlElement): readonly Ec2Instance[] {
  const groups = readItems(reservation, 'groupSet').flatMap(
    (item) => readText(item, 'groupName') ?? readText(item, 'groupId') ?? [],
  );
  return requireItems(reservation, 'instancesSet').map((item) => parseInstance(item, groups));
}

function parseInstance(item: XmlElement, groups: readonly string[]): Ec2Instance {
  const state = item.children.find(({ name }) => name === 'instanceState') ?? item;
  return {
    id: requireText(item, 'instanceId'),
    imageId: readText(item, 'imageId'),
    state: requireText(state, 'name'),
    reason: readText(item, 'reason'),
    publicAddress: toAddress(readText(item, 'ipAddress')) ?? toAddress(readText(item, 'dnsName')),
    privateAddress: toAddress(readText(item, 'privateIpAddress')) ?? toAddress(readText(item, 'privateDnsName')),
    keyName: readText(item, 'keyName'),
    type: readText(item, 'instanceType'),
    zone: findZone(item),
    launchedAt: readText(item, 'launchTime'),
    groups,
  };
}

function findZone(item: XmlElement): string | null {
  const placement = item.children.find(({ name }) => name === 'placement');
  return placement === undefined ? null : readText(placement, 'availabilityZone');
}

/** Eucalyptus without DNS puts addresses where names belong, and 0.0.0.0 as long as there is none. */
function toAddress(text: string | null): string | null {
  return text !== null && /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text !== '0.0.0.0' ? text : null;
}

export interface StateChange {
  readonly instanceId: string;
  readonly state: string;
}

export function parseStateChanges(answer: XmlElement): readonly StateChange[] {
  return requireItems(answer, 'instancesSet').map((item) => {
    const current = item.children.find(({ name }) => name === 'currentState') ?? item;
    return { instanceId: requireText(item, 'instanceId'), state: readText(current, 'name') ?? 'shutting-down' };
  });
}

/** It is over, or never came to be. */
export function isEnded({ state }: Pick<Ec2Instance, 'state'>): boolean {
  return ['shutting-down', 'terminated', 'stopping', 'stopped'].includes(state);
}

/** What an instance said on its console, still in base64 (RFC 4648): the domain reads no bytes. */
export interface ConsoleAnswer {
  readonly instanceId: string;
  readonly at: string | null;
  readonly base64: string;
}

export function parseConsole(answer: XmlElement): ConsoleAnswer {
  const base64 = (readText(answer, 'output') ?? '').replace(/\s+/g, '');
  return { instanceId: requireText(answer, 'instanceId'), at: readText(answer, 'timestamp'), base64 };
}
