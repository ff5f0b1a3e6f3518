import { z } from 'zod';
import type { ElasticAddress } from '#domain/ec2/address.ts';
import type { Ec2Image } from '#domain/ec2/image.ts';
import type { Ec2Instance, StateChange } from '#domain/ec2/instance.ts';
import type { Ec2KeyPair, NewKeyPair } from '#domain/ec2/key-pair.ts';
import type { SecurityGroup } from '#domain/ec2/security-group.ts';
import type { Ec2Volume, VolumeAttachment } from '#domain/ec2/volume.ts';
import type { Zone } from '#domain/ec2/zone.ts';
import { cloudName, hostId } from './names.ts';
import { method } from './method.ts';

const ofCloud = z.strictObject({ hostId, cloud: cloudName });

const id = (prefix: string, example: string) =>
  z.string().regex(new RegExp(`^${prefix}-[0-9A-Za-z]{1,32}$`), `Give an id such as ${example}`);

const instanceId = id('i', 'i-1a2b3c4d');
const volumeId = id('vol', 'vol-1a2b3c4d');
const imageId = id('[a-z]{3}', 'emi-1a2b3c4d');

/** What clouds themselves allow: printable ASCII, up to 255 characters (EC2 API Reference, CreateKeyPair). */
const plainName = z.string().regex(/^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/, 'Use 1 to 255 printable characters');

const type = z.string().regex(/^[a-z0-9]{1,20}\.[a-z0-9]{1,20}$/, 'Give a type such as m1.small');

const port = z.int().min(-1).max(65_535, 'Ports are 1 to 65535');

const address = z.ipv4('Give an IPv4 address such as 10.101.7.30');

const opening = ofCloud.extend({
  group: plainName,
  protocol: z.enum(['tcp', 'udp', 'icmp']),
  fromPort: port,
  toPort: port,
  source: z.cidrv4('Give a network such as 0.0.0.0/0'),
});

/** How much a console said, as text. */
export interface InstanceConsole {
  readonly instanceId: string;
  readonly at: string | null;
  readonly text: string;
}

/** One cloud's EC2 API, asked through its host with the credentials that are kept for it. Each asks the cloud anew. */
export const ec2 = {
  images: method(ofCloud).returns<readonly Ec2Image[]>(),
  instances: method(ofCloud).returns<readonly Ec2Instance[]>(),
  volumes: method(ofCloud).returns<readonly Ec2Volume[]>(),
  keys: method(ofCloud).returns<readonly Ec2KeyPair[]>(),
  groups: method(ofCloud).returns<readonly SecurityGroup[]>(),
  addresses: method(ofCloud).returns<readonly ElasticAddress[]>(),
  zones: method(ofCloud).returns<readonly Zone[]>(),
  console: method(ofCloud.extend({ instanceId })).returns<InstanceConsole>(),
  run: method(
    ofCloud.extend({
      imageId,
      keyName: plainName.nullable(),
      type: type.nullable(),
      group: plainName.nullable(),
      zone: plainName.nullable(),
    }),
  ).returns<readonly Ec2Instance[]>(),
  terminate: method(ofCloud.extend({ instanceId })).returns<readonly StateChange[]>(),
  /** The private half comes once, and is kept nowhere here. */
  createKey: method(ofCloud.extend({ name: plainName })).returns<NewKeyPair>(),
  /** Instances that were started with it keep it. */
  deleteKey: method(ofCloud.extend({ name: plainName })).returns<null>(),
  createVolume: method(
    ofCloud.extend({ sizeGiB: z.int().min(1, 'At least 1 GiB').max(16_384, 'At most 16384 GiB'), zone: plainName }),
  ).returns<Ec2Volume>(),
  attachVolume: method(
    ofCloud.extend({
      volumeId,
      instanceId,
      device: z.string().regex(/^\/dev\/[a-z0-9]{1,20}$/, 'Give a device such as /dev/vdb'),
    }),
  ).returns<VolumeAttachment>(),
  detachVolume: method(ofCloud.extend({ volumeId })).returns<VolumeAttachment>(),
  deleteVolume: method(ofCloud.extend({ volumeId })).returns<null>(),
  /** Lets instances of a group be reached. What is open already stays so, and is no error. */
  openPort: method(opening).returns<{ readonly wasOpen: boolean }>(),
  /** Takes back exactly this opening; a wider one that covers it stays, and is an error. */
  closePort: method(opening).returns<null>(),
  allocateAddress: method(ofCloud).returns<ElasticAddress>(),
  associateAddress: method(ofCloud.extend({ address, instanceId })).returns<null>(),
  disassociateAddress: method(ofCloud.extend({ address })).returns<null>(),
  /** Gives it back to the cloud; one that an instance has must be taken from it first. */
  releaseAddress: method(ofCloud.extend({ address })).returns<null>(),
};
