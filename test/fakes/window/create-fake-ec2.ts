import type { AppClient } from '#contract/api.ts';
import type { AcceptanceEvent, StepResult } from '#domain/acceptance/acceptance-step.ts';
import { acceptanceSteps } from '#domain/acceptance/acceptance-step.ts';
import type { Ec2Instance } from '#domain/ec2/instance.ts';

const anInstance: Ec2Instance = {
  ...{ id: 'i-3c5a41f0', imageId: 'emi-5e2b3a91', state: 'running', reason: null, publicAddress: '10.101.7.64' },
  ...{ privateAddress: '172.30.0.2', keyName: 'admin', type: 'm1.small', zone: 'CLUSTER01' },
  ...{ launchedAt: '2026-01-02T03:04:05Z', groups: ['default'] },
};

/** A cloud with one image and one instance; what is made is there when it is asked for again. */
export function createFakeEc2(): AppClient['ec2'] {
  let instances: readonly Ec2Instance[] = [anInstance];
  let keys = [{ name: 'admin', fingerprint: '1f:51:ae:28:bf:89:e9:d8:1f:25' }];
  const volume = { id: 'vol-7a11c0de', sizeGiB: 1, zone: 'CLUSTER01', status: 'available', createdAt: null, snapshotId: null };
  return {
    images: async () => [
      {
        ...{ id: 'emi-5e2b3a91', name: 'Practice image', location: 'practice/image.manifest.xml', state: 'available' },
        ...{ kind: 'machine', architecture: 'x86_64', platform: null, rootDevice: 'instance-store', isPublic: true, owner: null },
      },
    ],
    instances: async () => instances,
    volumes: async () => [{ ...volume, attachments: [] }],
    keys: async () => keys,
    groups: async () => [
      {
        ...{ id: 'sg-1', name: 'default', description: 'default group' },
        permissions: [
          { protocol: 'icmp', fromPort: -1, toPort: -1, sources: ['0.0.0.0/0'], groups: [] },
          { protocol: 'tcp', fromPort: 22, toPort: 22, sources: ['0.0.0.0/0'], groups: [] },
        ],
      },
    ],
    addresses: async () => [{ address: '10.101.7.64', instanceId: anInstance.id }],
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
    createVolume: async ({ sizeGiB, zone }) => ({ ...volume, sizeGiB, zone, attachments: [] }),
    attachVolume: async ({ instanceId, device }) => ({ instanceId, device, status: 'attached' }),
    openPort: async () => ({ wasOpen: false }),
    allocateAddress: async () => ({ address: '10.101.7.66', instanceId: null }),
    associateAddress: async () => null,
  };
}

const seen: Readonly<Record<string, readonly string[]>> = {
  services: ['SSH, 10.101.7.2 port 22: SSH-2.0-OpenSSH_9.2', 'Web services, 10.101.7.2 port 8773: HTTP 401'],
  'run-instance': ['Image emi-5e2b3a91 Practice image', 'Instance i-0b1c2d3e in CLUSTER01'],
  'public-address': ['10.101.7.65, and 172.30.0.3 inside'],
  ssh: ['Logged in as root: Linux i-0b1c2d3e 6.1.0'],
};

/** A test of a cloud as it goes on; green, or red where it is told to. */
export function createFakeAcceptance(stepMs: number, failsAt: string | null = null): AppClient['acceptance'] {
  return {
    async *verify({ cloud }): AsyncGenerator<AcceptanceEvent> {
      const steps: StepResult[] = [];
      for (const { id, title } of acceptanceSteps) {
        const hasFailed = steps.some(({ outcome }) => outcome.kind === 'failed');
        yield { kind: 'began', id, title, atEpochMs: 0 };
        await new Promise((resolve) => setTimeout(resolve, stepMs));
        const outcome =
          id === failsAt
            ? ({ kind: 'failed', message: 'Nobody could log in.', hint: 'Look at the console.', raw: null } as const)
            : hasFailed && id !== 'clean-up'
              ? ({ kind: 'skipped', reason: 'A step before it failed.' } as const)
              : ({ kind: 'passed' } as const);
        const result = { id, title, outcome, evidence: seen[id] ?? [], beganAtEpochMs: 0, durationMs: 1200 };
        steps.push(result);
        yield { kind: 'ended', result };
      }
      const facts = { cloud, host: 'lab', recipe: 'practice-cloud', beganAtEpochMs: 0, durationMs: 12_000 };
      yield { kind: 'finished', report: { ...facts, steps, collected: [] } };
    },
    stop: async () => null,
  };
}
