import type { AppClient } from '#contract/api.ts';
import type { ElasticAddress } from '#domain/ec2/address.ts';
import type { Ec2Instance } from '#domain/ec2/instance.ts';
import type { Permission } from '#domain/ec2/security-group.ts';
import type { Ec2Volume } from '#domain/ec2/volume.ts';

const anInstance: Ec2Instance = {
  ...{ id: 'i-3c5a41f0', imageId: 'emi-5e2b3a91', state: 'running', reason: null, publicAddress: '10.101.7.64' },
  ...{ privateAddress: '172.30.0.2', keyName: 'admin', type: 'm1.small', zone: 'CLUSTER01' },
  ...{ launchedAt: '2026-01-02T03:04:05Z', groups: ['default'] },
};

/** A cloud with one image and one instance; what is made is there when it is asked for again. */
export function createFakeEc2(): AppClient['ec2'] {
  return { ...createFakeInstances(), ...createFakeVolumes(), ...createFakeNetwork() };
}

function createFakeInstances() {
  let instances: readonly Ec2Instance[] = [anInstance];
  let keys = [{ name: 'admin', fingerprint: '1f:51:ae:28:bf:89:e9:d8:1f:25' }];
  const image = {
    ...{ id: 'emi-5e2b3a91', name: 'Practice image', location: 'practice/image.manifest.xml', state: 'available' },
    ...{ kind: 'machine', architecture: 'x86_64', platform: null, rootDevice: 'instance-store', isPublic: true, owner: null },
  };
  return {
    images: async () => [image],
    instances: async () => instances,
    keys: async () => keys,
    zones: async () => [{ name: 'CLUSTER01', state: 'available' }],
    console: async ({ instanceId }) => ({ instanceId, at: null, text: 'instance i-3c5a41f0\nlogin: ' }),
    async run({ imageId, keyName }) {
      instances = [...instances, { ...anInstance, id: 'i-0b1c2d3e', imageId, keyName, publicAddress: '10.101.7.65' }];
      return instances.slice(-1);
    },
    async terminate({ instanceId }) {
      instances = instances.filter(({ id }) => id !== instanceId);
      return [{ instanceId, state: 'terminated' }];
    },
    async createKey({ name }) {
      keys = [...keys, { name, fingerprint: 'aa:bb' }];
      return { name, fingerprint: 'aa:bb', privateKey: '-----BEGIN EC PRIVATE KEY-----\nMHc\n-----END EC PRIVATE KEY-----\n' };
    },
    async deleteKey({ name }) {
      keys = keys.filter((key) => key.name !== name);
      return null;
    },
  } satisfies Partial<AppClient['ec2']>;
}

function createFakeVolumes() {
  const attached = { instanceId: anInstance.id, device: '/dev/vdb', status: 'attached' };
  const common = { zone: 'CLUSTER01', createdAt: null, snapshotId: null };
  let volumes: readonly Ec2Volume[] = [
    { ...common, id: 'vol-7a11c0de', sizeGiB: 1, status: 'available', attachments: [] },
    { ...common, id: 'vol-0ddba115', sizeGiB: 20, status: 'in-use', attachments: [attached] },
  ];
  const put = (volumeId: string, change: Partial<Ec2Volume>) => {
    volumes = volumes.map((volume) => (volume.id === volumeId ? { ...volume, ...change } : volume));
  };
  return {
    volumes: async () => volumes,
    async createVolume({ sizeGiB, zone }) {
      const made = { ...common, id: `vol-${volumes.length}c0ffee0`, sizeGiB, zone, status: 'available', attachments: [] };
      volumes = [...volumes, made];
      return made;
    },
    async attachVolume({ volumeId, instanceId, device }) {
      const attachment = { instanceId, device, status: 'attached' };
      put(volumeId, { status: 'in-use', attachments: [attachment] });
      return attachment;
    },
    async detachVolume({ volumeId }) {
      put(volumeId, { status: 'available', attachments: [] });
      return { ...attached, status: 'detached' };
    },
    async deleteVolume({ volumeId }) {
      volumes = volumes.filter(({ id }) => id !== volumeId);
      return null;
    },
  } satisfies Partial<AppClient['ec2']>;
}

function createFakeNetwork() {
  let permissions: readonly Permission[] = [
    { protocol: 'icmp', fromPort: -1, toPort: -1, sources: ['0.0.0.0/0'], groups: [] },
    { protocol: 'tcp', fromPort: 22, toPort: 22, sources: ['0.0.0.0/0', '10.101.0.0/16'], groups: [] },
    { protocol: 'tcp', fromPort: 1, toPort: 65_535, sources: [], groups: ['default'] },
  ];
  let addresses: readonly ElasticAddress[] = [
    { address: '10.101.7.64', instanceId: anInstance.id },
    { address: '10.101.7.70', instanceId: null },
  ];
  const give = (address: string, instanceId: string | null): null => {
    addresses = addresses.map((each) => (each.address === address ? { address, instanceId } : each));
    return null;
  };
  return {
    groups: async () => [{ id: 'sg-1', name: 'default', description: 'default group', permissions }],
    async openPort({ protocol, fromPort, toPort, source }) {
      permissions = [...permissions, { protocol, fromPort, toPort, sources: [source], groups: [] }];
      return { wasOpen: false };
    },
    async closePort({ protocol, fromPort, source }) {
      permissions = permissions.map((each) =>
        each.protocol === protocol && each.fromPort === fromPort
          ? { ...each, sources: each.sources.filter((one) => one !== source) }
          : each,
      );
      return null;
    },
    addresses: async () => addresses,
    async allocateAddress() {
      const taken = { address: `10.101.7.${80 + addresses.length}`, instanceId: null };
      addresses = [...addresses, taken];
      return taken;
    },
    associateAddress: async ({ address, instanceId }) => give(address, instanceId),
    disassociateAddress: async ({ address }) => give(address, null),
    async releaseAddress({ address }) {
      addresses = addresses.filter((each) => each.address !== address);
      return null;
    },
  } satisfies Partial<AppClient['ec2']>;
}
