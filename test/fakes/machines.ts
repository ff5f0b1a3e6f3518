import type { MachineDefinition, MachineDraft } from '#domain/machines/machine-definition.ts';
import type { MachineEnd } from '#domain/machines/machine-state.ts';
import type { MachineRun } from '#domain/machines/machine-run.ts';
import type { MachineDisk } from '#domain/machines/machine-disk.ts';
import type { Machine } from '#domain/machines/machine.ts';

/** The seed's disk: say only what differs. */
export function aDisk(more: Partial<Extract<MachineDisk, { kind: 'lvm' }>> = {}): MachineDisk {
  return { kind: 'lvm', group: 'vg01', name: 'ciab', sizeGiB: 100, ...more };
}

/** The seed's machine: say only what differs. */
export function aDraft(more: Partial<MachineDraft> = {}): MachineDraft {
  return {
    name: 'ciab',
    role: 'ciab',
    isoPath: '/var/lib/iso/silvereye-nightly-3.3-m5.iso',
    memoryMiB: 4096,
    vcpus: 2,
    disk: aDisk(),
    bridge: 'br0',
    mac: '52:54:00:12:34:60',
    vnc: { kind: 'socket' },
    addresses: { ip: '10.101.7.2', prefixLength: 16, gateway: '10.101.0.2', nameserver: '10.101.0.3' },
    ...more,
  };
}

export const aUuid = '7a1d0f6e-0c4e-4a57-9d5e-3f2a8c1b0e99';

export function aDefinition(more: Partial<MachineDefinition> = {}): MachineDefinition {
  return {
    version: 2,
    ...aDraft(),
    uuid: aUuid,
    createdEpochMs: 1_700_000_000_000,
    createdBy: 'ada@laptop',
    argv: [],
    revision: 1,
    boot: 'disk-first',
    autostart: false,
    origin: { kind: 'launched' },
    ...more,
  };
}

export function aMachine(more: Partial<Machine> = {}): Machine {
  const definition = more.definition === undefined ? aDefinition() : more.definition;
  return {
    name: 'ciab',
    owner: 'nutshell',
    manager: null,
    state: { kind: 'running', pid: 4711, sinceEpochMs: null, isPaused: false, pauseReason: null },
    memoryMiB: 4096,
    vcpus: 2,
    isoPath: null,
    nics: [{ mac: '52:54:00:12:34:60', backend: 'bridge', model: 'virtio-net-pci', bridge: 'br0', tap: 'tap0' }],
    volumes: [{ path: '/dev/vg01/ciab', sizeBytes: 100 * 1024 ** 3 }],
    console: { kind: 'unix', path: '/run/nutshell/machines/ciab/vnc.sock' },
    uuid: definition?.uuid ?? null,
    qmpSocketPath: '/run/nutshell/machines/ciab/qmp.sock',
    argv: [],
    ...more,
    definition,
  };
}

export function anEnd(more: Partial<MachineEnd> = {}): MachineEnd {
  return { kind: 'powered-off', sentence: 'It was powered off.', atEpochMs: 1_700_000_000_000, lastWords: null, ...more };
}

/** A run that left everything it can: say only what differs. */
export function aRun(more: Partial<MachineRun> = {}): MachineRun {
  return {
    machineName: 'ciab',
    hasRunFolder: true,
    hasEventLog: true,
    wasStarted: true,
    events: [],
    lastWords: null,
    ...more,
  };
}
