import type { HostView } from '#contract/hosts.ts';
import type { RemoteCommand } from '#domain/activity/remote-command.ts';
import type { ConnectionState } from '#domain/hosts/connection.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Directory } from '#domain/images/directory.ts';
import type { ImageLibrary, LibraryImage, PartialImage } from '#domain/images/image-library.ts';
import { aLargeHost } from '../large-host.ts';
import type { FakeWorld } from './create-fake-app-client.ts';
import { scenarioAddresses } from './scenario-addresses.ts';
import { fetchingJournals, interruptedJournals, summariseJournals } from './scenario-operations.ts';
import {
  aBusyHost,
  aHostWithBrokenPath,
  aHostWithCloud,
  aHostWithNodes,
  aHostWithTroubles,
  anUnpreparedHost,
} from './scenario-facts.ts';

const minute = 60_000;
const gibibyte = 1024 ** 3;

export const aKnownHost: Host = {
  id: 'kvm1',
  name: 'kvm1',
  address: 'kvm1.example.org',
  port: 22,
  user: 'root',
  auth: { kind: 'agent' },
  jumps: [],
  origin: 'own',
};

const connected: ConnectionState = {
  kind: 'connected',
  sinceEpochMs: Date.now() - 5 * minute,
  privilege: 'root',
  serverVersion: 'OpenSSH_9.2p1 Debian-2+deb12u5',
};

const aView = (connection: ConnectionState = connected, host: Partial<Host> = {}): HostView => ({
  host: { ...aKnownHost, ...host },
  connection,
});

const directory: Directory = {
  path: '/srv/iso',
  parent: '/srv',
  freeBytes: 312 * gibibyte,
  notice: null,
  entries: [
    {
      name: 'archive',
      path: '/srv/iso/archive',
      kind: 'directory',
      sizeBytes: 0,
      modifiedEpochMs: Date.now() - 900 * minute,
      isReadable: true,
      problem: null,
    },
    {
      name: 'silvereye-nightly-3.3-m5.iso',
      path: '/srv/iso/silvereye-nightly-3.3-m5.iso',
      kind: 'image',
      sizeBytes: 1.7 * gibibyte,
      modifiedEpochMs: Date.now() - 3 * 24 * 60 * minute,
      isReadable: true,
      problem: null,
    },
    {
      name: 'practice-installer.iso',
      path: '/srv/iso/practice-installer.iso',
      kind: 'image',
      sizeBytes: 34_603_008,
      modifiedEpochMs: Date.now() - 40 * minute,
      isReadable: true,
      problem: null,
    },
    {
      name: 'SHA256SUMS',
      path: '/srv/iso/SHA256SUMS',
      kind: 'other',
      sizeBytes: 210,
      modifiedEpochMs: Date.now(),
      isReadable: true,
      problem: null,
    },
  ],
};

const folders: ImageLibrary['folders'] = [
  { path: '/srv/iso', origin: 'usual', state: 'ready', freeBytes: 312 * gibibyte },
  { path: '/data/iso', origin: 'added', state: 'ready', freeBytes: 1_204 * gibibyte },
  { path: '/var/lib/libvirt/images', origin: 'usual', state: 'ready', freeBytes: 312 * gibibyte },
  { path: '/var/lib/iso', origin: 'usual', state: 'missing', freeBytes: 312 * gibibyte },
  { path: '/iso', origin: 'usual', state: 'missing', freeBytes: 312 * gibibyte },
];

function anImage(name: string, more: Partial<LibraryImage> = {}): LibraryImage {
  return {
    path: `/srv/iso/${name}`,
    name,
    folder: '/srv/iso',
    sizeBytes: 1.7 * gibibyte,
    modifiedEpochMs: Date.now() - 3 * 24 * 60 * minute,
    label: { volume: 'SILVEREYE', publisher: 'EUCALYPTUS SYSTEMS', createdEpochMs: Date.UTC(2013, 4, 7), isBootable: true },
    usedBy: [],
    problem: null,
    ...more,
  };
}

function aPartial(name: string, more: Partial<PartialImage>): PartialImage {
  return {
    path: `/srv/iso/${name}`,
    name,
    folder: '/srv/iso',
    partPath: `/srv/iso/${name}.part`,
    sizeBytes: 0.9 * gibibyte,
    modifiedEpochMs: Date.now() - 20 * minute,
    totalBytes: 4.3 * gibibyte,
    source: { kind: 'url', url: `https://mirror.example.org/pub/isos/${name}`, checksum: '' },
    state: 'waiting',
    ...more,
  };
}

const library: ImageLibrary = {
  folders,
  images: [
    anImage('silvereye-nightly-3.3-m5.iso', { usedBy: ['ciab', 'qemu-9120'] }),
    anImage('practice-installer.iso', {
      sizeBytes: 34_603_008,
      modifiedEpochMs: Date.now() - 40 * minute,
      label: { volume: 'SILVEREYE_PRACTICE', publisher: null, createdEpochMs: Date.now(), isBootable: true },
    }),
    anImage('debian-12.5.0-amd64-netinst.iso', {
      path: '/data/iso/debian-12.5.0-amd64-netinst.iso',
      folder: '/data/iso',
      sizeBytes: 659_554_304,
      label: { volume: 'Debian 12.5.0 amd64 n', publisher: null, createdEpochMs: null, isBootable: true },
    }),
    anImage('old-download.iso', { sizeBytes: 14_336, label: null }),
    anImage('moved.iso', { sizeBytes: 0, label: null, problem: 'It is a link to a file that is not there.' }),
  ],
  partials: [
    aPartial('CentOS-6.10-x86_64-bin-DVD1.iso', { state: 'running' }),
    aPartial('faststart-3.4.iso', { totalBytes: 1.2 * gibibyte }),
    aPartial('damaged.iso', { sizeBytes: 1.2 * gibibyte, totalBytes: 1.2 * gibibyte, state: 'wrong-sum' }),
  ],
  notice: null,
};

function aCommand(sequence: number, purpose: string, command: string, state?: RemoteCommand['state']): RemoteCommand {
  return {
    sequence,
    hostId: 'kvm1',
    atEpochMs: Date.now() - (40 - sequence) * 9_000,
    purpose,
    command,
    state: state ?? { kind: 'ended', exitCode: 0, durationMs: 90 + sequence * 7, bytesRead: 41_233 },
  };
}

const commands: readonly RemoteCommand[] = [
  ...Array.from({ length: 24 }, (_, index) => aCommand(index + 1, 'Read the host', 'sh -s -- --once < collect.sh')),
  aCommand(25, 'Browse folders for an ISO', "sh -s -- '/srv/iso' < browse.sh", {
    kind: 'ended',
    exitCode: 2,
    durationMs: 61,
    bytesRead: 18,
  }),
  aCommand(26, 'Read the host', 'sh -s -- --once < collect.sh', {
    kind: 'failed',
    reason: 'The link was lost before it ended.',
    durationMs: 4_210,
  }),
  aCommand(27, 'Follow operation 20240611-launch-ciab', 'sh -s -- 20240611-launch-ciab < follow-operation.sh', {
    kind: 'running',
  }),
];

export const aWorld: FakeWorld = {
  views: [],
  facts: { kvm1: aBusyHost(), added: aBusyHost() },
  readProblem: null,
  connectOutcomes: [{ kind: 'connected' }],
  suggestions: [
    {
      alias: 'kvm1',
      draft: {
        name: 'kvm1',
        address: 'kvm1.example.org',
        port: 22,
        user: 'root',
        auth: { kind: 'key', path: '~/.ssh/id_ed25519' },
        jumps: [],
        origin: 'own',
      },
      notes: ['ProxyCommand: Nutshell cannot run commands on the way. Add the jump host by hand.'],
    },
  ],
  directory,
  library: { folders, images: [], partials: [], notice: null },
  commands: [],
  operations: [],
  journals: {},
  addresses: {},
  practice: { kind: 'not-built' },
  failsAtStep: null,
  stepMs: 60,
};

const healthy: FakeWorld = {
  ...aWorld,
  views: [aView()],
  library,
  commands,
  addresses: scenarioAddresses,
  operations: [
    {
      hostId: 'kvm1',
      operationId: 'op-a',
      title: 'Launch ciab',
      subject: 'ciab',
      target: { kind: 'machine', name: 'ciab' },
      undoableUntilEpochMs: null,
      startedBy: 'ada@laptop',
      startedEpochMs: Date.now() - 90 * minute,
      state: 'succeeded',
      interruption: null,
      leftovers: [],
    },
    {
      hostId: 'kvm1',
      operationId: 'op-b',
      title: 'Launch nc1',
      subject: 'nc1',
      target: { kind: 'machine', name: 'nc1' },
      undoableUntilEpochMs: null,
      startedBy: 'grace@desk',
      startedEpochMs: Date.now() - 1_500 * minute,
      state: 'failed',
      interruption: null,
      leftovers: [],
    },
    {
      hostId: 'kvm1',
      operationId: 'op-c',
      title: 'Destroy old-ciab',
      subject: 'old-ciab',
      target: { kind: 'machine', name: 'old-ciab' },
      undoableUntilEpochMs: null,
      startedBy: 'ada@laptop',
      startedEpochMs: Date.now() - 3_000 * minute,
      state: 'succeeded',
      interruption: null,
      leftovers: [],
    },
  ],
};

const unreachable = {
  code: 'unreachable',
  message: 'kvm1.example.org did not answer within 10 s.',
  hint: 'Check the address, and whether a VPN is needed to reach it.',
  raw: 'connect ETIMEDOUT 10.101.1.10:22',
} as const;

/** The situations in which the window is looked at, by name. */
export const scenarios = {
  'first-run': aWorld,
  unsupported: {
    ...aWorld,
    practice: {
      kind: 'unsupported',
      problem: {
        code: 'unsupported',
        message: 'A practice host needs Linux on this laptop.',
        hint: 'Connect to a KVM host instead.',
        raw: null,
      },
    },
  },
  healthy,
  'installed-cloud': { ...healthy, facts: { kvm1: aHostWithCloud() } },
  'cloud-of-nodes': { ...healthy, facts: { kvm1: aHostWithNodes() } },
  'first-addresses': { ...healthy, addresses: {} },
  'quiet-library': { ...healthy, library: { ...library, partials: [] }, stepMs: 2_500 },
  launching: { ...healthy, stepMs: 2_500 },
  interrupted: {
    ...healthy,
    operations: [...summariseJournals(interruptedJournals), ...healthy.operations],
    journals: interruptedJournals,
  },
  fetching: {
    ...healthy,
    operations: [...summariseJournals(fetchingJournals), ...healthy.operations],
    journals: fetchingJournals,
  },
  'failing-launch': { ...healthy, failsAtStep: 'create-volume' },
  unprepared: { ...healthy, facts: { kvm1: anUnpreparedHost() }, library: aWorld.library },
  troubles: { ...healthy, facts: { kvm1: aHostWithTroubles() } },
  'late-shutdown': { ...healthy, failsAtStep: 'wait-for-shutdown' },
  'large-host': { ...healthy, facts: { kvm1: aLargeHost(200).facts } },
  'broken-path': { ...healthy, facts: { kvm1: aHostWithBrokenPath() } },
  reconnecting: {
    ...healthy,
    views: [
      aView({
        kind: 'reconnecting',
        problem: { ...unreachable, message: 'The connection broke: the host stopped answering.' },
        attempt: 3,
        nextAttemptEpochMs: Date.now() + 20_000,
      }),
    ],
  },
  lost: { ...healthy, views: [aView({ kind: 'lost', problem: unreachable })], readProblem: unreachable },
  'read-failed': {
    ...healthy,
    readProblem: {
      code: 'unexpected-output',
      message: 'The host answered with something that cannot be read.',
      hint: 'See the raw answer. A login script that prints text is a common cause.',
      raw: 'Welcome to kvm1!\n{"links": [',
    },
  },
  'new-key': {
    ...aWorld,
    connectOutcomes: [
      {
        kind: 'question',
        question: {
          kind: 'unknown-host-key',
          target: 'root@kvm1.example.org',
          keyType: 'ssh-ed25519',
          fingerprint: 'SHA256:uNiVztksCsDhcc0u9e8BrrJXVGDXh8sHVfsZbxjS3nE',
          otherTypeKnown: false,
        },
      },
      {
        kind: 'question',
        question: { kind: 'passphrase', target: 'root@kvm1.example.org', keyPath: '~/.ssh/id_ed25519', wrongBefore: false },
      },
      {
        kind: 'question',
        question: { kind: 'passphrase', target: 'root@kvm1.example.org', keyPath: '~/.ssh/id_ed25519', wrongBefore: true },
      },
    ],
  },
  'changed-key': {
    ...aWorld,
    connectOutcomes: [
      {
        kind: 'changed-host-key',
        change: {
          target: 'root@kvm1.example.org',
          keyType: 'ssh-ed25519',
          offeredFingerprint: 'SHA256:uNiVztksCsDhcc0u9e8BrrJXVGDXh8sHVfsZbxjS3nE',
          knownFingerprints: ['SHA256:p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM'],
          knownHostsPath: '/home/ada/.config/nutshell/known_hosts',
          knownHostsLines: [4],
        },
      },
    ],
  },
  unreachable: { ...aWorld, connectOutcomes: [{ kind: 'failed', problem: unreachable }] },
} as const satisfies Record<string, FakeWorld>;

export type ScenarioName = keyof typeof scenarios;
