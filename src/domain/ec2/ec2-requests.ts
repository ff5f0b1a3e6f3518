import { parseAddresses, parseNewAddress } from './address.ts';
import type { Parameter } from './form.ts';
import { parseImages } from './image.ts';
import { parseConsole, parseInstances, parseReservation, parseStateChanges } from './instance.ts';
import { parseKeyPairs, parseNewKeyPair } from './key-pair.ts';
import { parseGroups, type Opening } from './security-group.ts';
import { parseAttachment, parseVolume, parseVolumes } from './volume.ts';
import { parseZones } from './zone.ts';
import type { XmlElement } from './xml-element.ts';

/** One action with its parameters, and how its answer is read. */
export interface Ec2Request<Answer> {
  readonly action: string;
  readonly parameters: readonly Parameter[];
  readonly parse: (answer: XmlElement) => Answer;
}

/** The newest that Eucalyptus 3.3.0 has bindings for; others fall back to an older one (BaseQueryBinding). */
export const ec2Version = '2013-02-01';

export interface RunWish {
  readonly imageId: string;
  readonly keyName: string | null;
  readonly type: string | null;
  readonly group: string | null;
  readonly zone: string | null;
}

function request<Answer>(
  action: string,
  parameters: readonly (readonly [string, string | number | null])[],
  parse: Ec2Request<Answer>['parse'],
): Ec2Request<Answer> {
  const given = parameters.flatMap(([name, value]): Parameter[] => (value === null ? [] : [[name, String(value)]]));
  return { action, parameters: given, parse };
}

const nothing = (): void => undefined;

/**
 * Only parameters that the API of 2013 has: Eucalyptus 3.3 refuses a request for each that it does not know, ClientToken and MaxResults
 * among them (CreateVolumeType and DescribeVolumesType of 3.3.0).
 */
export const ec2Requests = {
  describeZones: () => request('DescribeAvailabilityZones', [], parseZones),
  describeImages: () => request('DescribeImages', [], parseImages),
  describeInstances: (ids: readonly string[] = []) =>
    request(
      'DescribeInstances',
      ids.map((id, at) => [`InstanceId.${at + 1}`, id]),
      parseInstances,
    ),
  describeVolumes: () => request('DescribeVolumes', [], parseVolumes),
  describeKeyPairs: () => request('DescribeKeyPairs', [], parseKeyPairs),
  describeGroups: () => request('DescribeSecurityGroups', [], parseGroups),
  describeAddresses: () => request('DescribeAddresses', [], parseAddresses),
  getConsole: (instanceId: string) => request('GetConsoleOutput', [['InstanceId', instanceId]], parseConsole),
  runInstance: ({ imageId, keyName, type, group, zone }: RunWish) =>
    request(
      'RunInstances',
      [
        ['ImageId', imageId],
        ['MinCount', 1],
        ['MaxCount', 1],
        ['KeyName', keyName],
        ['SecurityGroup.1', group],
        ['InstanceType', type],
        ['Placement.AvailabilityZone', zone],
      ],
      parseReservation,
    ),
  terminateInstance: (instanceId: string) => request('TerminateInstances', [['InstanceId.1', instanceId]], parseStateChanges),
  createKeyPair: (name: string) => request('CreateKeyPair', [['KeyName', name]], parseNewKeyPair),
  deleteKeyPair: (name: string) => request('DeleteKeyPair', [['KeyName', name]], nothing),
  createVolume: (sizeGiB: number, zone: string) =>
    request(
      'CreateVolume',
      [
        ['Size', sizeGiB],
        ['AvailabilityZone', zone],
      ],
      parseVolume,
    ),
  attachVolume: (volumeId: string, instanceId: string, device: string) =>
    request(
      'AttachVolume',
      [
        ['VolumeId', volumeId],
        ['InstanceId', instanceId],
        ['Device', device],
      ],
      parseAttachment,
    ),
  detachVolume: (volumeId: string) => request('DetachVolume', [['VolumeId', volumeId]], parseAttachment),
  deleteVolume: (volumeId: string) => request('DeleteVolume', [['VolumeId', volumeId]], nothing),
  authorize: (group: string, opening: Opening) =>
    request('AuthorizeSecurityGroupIngress', [['GroupName', group], ...toPermission(opening)], nothing),
  revoke: (group: string, opening: Opening) =>
    request('RevokeSecurityGroupIngress', [['GroupName', group], ...toPermission(opening)], nothing),
  allocateAddress: () => request('AllocateAddress', [], parseNewAddress),
  associateAddress: (address: string, instanceId: string) =>
    request(
      'AssociateAddress',
      [
        ['PublicIp', address],
        ['InstanceId', instanceId],
      ],
      nothing,
    ),
  disassociateAddress: (address: string) => request('DisassociateAddress', [['PublicIp', address]], nothing),
  releaseAddress: (address: string) => request('ReleaseAddress', [['PublicIp', address]], nothing),
};

/** In a list, as all clients since 2009 send it; the oldest clouds know it as well. */
function toPermission({ protocol, fromPort, toPort, source }: Opening): readonly (readonly [string, string | number])[] {
  return [
    ['IpPermissions.1.IpProtocol', protocol],
    ['IpPermissions.1.FromPort', fromPort],
    ['IpPermissions.1.ToPort', toPort],
    ['IpPermissions.1.IpRanges.1.CidrIp', source],
  ];
}
