import type { HostReading } from '#contract/hosts.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { ReadinessLine } from '#domain/hosts/readiness.ts';
import type { MachineDraft } from '#domain/machines/machine-definition.ts';
import type { Machine } from '#domain/machines/machine.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { aHost as aHostsFacts } from '#fakes/host-facts.ts';
import type { PartialClient } from './run-cli.ts';

export function aHost(changes: Partial<Host> = {}): Host {
  return {
    id: 'lab-1',
    name: 'lab',
    address: '10.101.1.10',
    port: 22,
    user: 'root',
    auth: { kind: 'agent' },
    jumps: [],
    origin: 'own',
    ...changes,
  };
}

export function aMachine(changes: Partial<Machine> = {}): Machine {
  return {
    name: 'ciab',
    owner: 'nutshell',
    manager: null,
    state: { kind: 'running', pid: 4711, sinceEpochMs: null, isPaused: false, pauseReason: null },
    memoryMiB: 4096,
    vcpus: 2,
    isoPath: null,
    nics: [{ mac: '52:54:00:12:34:60', backend: 'bridge', model: 'virtio', bridge: 'br0', tap: 'tap0' }],
    volumes: [{ path: '/dev/vg01/ciab', sizeBytes: 100 * 1024 ** 3 }],
    console: { kind: 'unix', path: '/run/nutshell/ciab/vnc.sock' },
    uuid: null,
    qmpSocketPath: null,
    argv: [],
    definition: null,
    ...changes,
  };
}

export function aDraft(changes: Partial<MachineDraft> = {}): MachineDraft {
  return {
    name: 'ciab',
    role: 'ciab',
    isoPath: null,
    memoryMiB: 4096,
    vcpus: 2,
    disk: { kind: 'lvm', group: 'vg01', name: 'ciab', sizeGiB: 100 },
    bridge: 'br0',
    mac: '52:54:00:12:34:60',
    vnc: { kind: 'socket' },
    addresses: { ip: '10.101.7.2', prefixLength: 16, gateway: '10.101.0.1', nameserver: '10.101.0.2' },
    ...changes,
  };
}

export function aPlan(changes: Partial<Plan> = {}): Plan {
  return {
    title: 'Launch ciab',
    subject: 'ciab',
    target: { kind: 'machine', name: 'ciab' },
    exclusion: 'host',
    undoableUntilEpochMs: null,
    steps: [
      {
        id: 'create-volume',
        title: 'Create volume ciab, 100 GiB, in vg01',
        action: { kind: 'run', argv: ['lvcreate', '-n', 'ciab', '-L', '100G', 'vg01'] },
        notes: [{ option: '-L 100G', explanation: 'is its size' }],
        check: ['test', '-b', '/dev/vg01/ciab'],
        undo: { title: 'Remove volume ciab', argv: ['lvremove', '-f', 'vg01/ciab'] },
      },
      {
        id: 'check-again',
        title: 'Check again under the lock',
        action: { kind: 'guard', script: 'guard-launch.sh', args: ['two words'], refusal: 'Something was taken meanwhile.' },
        notes: [],
        check: null,
        undo: null,
      },
    ],
    ...changes,
  };
}

export function aLine(changes: Partial<ReadinessLine> = {}): ReadinessLine {
  return {
    id: 'nested',
    title: 'Nested virtualisation',
    level: 'ok',
    found: 'kvm_amd, nested = 1',
    why: 'The cloud runs machines inside the machine.',
    remedy: null,
    command: 'cat /sys/module/kvm_amd/parameters/nested',
    ...changes,
  };
}

export function aReading(changes: Partial<HostReading> = {}): HostReading {
  return { hostId: 'lab-1', facts: someFacts, readiness: { level: 'ok', lines: [aLine()] }, machines: [], ...changes };
}

const someFacts = aHostsFacts({
  readAtEpochMs: 0,
  roundTripMs: 12,
  bytesRead: 3456,
  hostName: 'kvm1',
  kernelRelease: '6.1.0-18-amd64',
  distribution: 'Debian GNU/Linux 12 (bookworm)',
  loginUser: 'root',
  privilege: 'root',
});

/** A back end with these hosts, all of which connect at once, each with its machines. */
export function clientWith(hosts: readonly Host[], machines: Readonly<Record<string, readonly Machine[]>> = {}): PartialClient {
  return {
    hosts: {
      list: async () => hosts.map((host) => ({ host, connection: { kind: 'disconnected' } })),
      connect: async () => ({ kind: 'connected' }),
      read: async ({ hostId }) => aReading({ hostId, machines: machines[hostId] ?? [] }),
    },
  };
}
