import { known } from '#domain/fact.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { Link, LinkKind } from '#domain/hosts/network-facts.ts';
import type { Machine } from '#domain/machines/machine.ts';
import type { QemuProcess } from '#domain/machines/qemu-process.ts';
import { aHost, aLink } from './host-facts.ts';

export interface LargeHost {
  readonly facts: HostFacts;
  readonly machines: readonly Machine[];
}

/** So many machines on a host as Proxmox has it: two cards in a bond, vmbr0 on it, and for every second machine a bridge of its own with a firewall. */
export function aLargeHost(count: number): LargeHost {
  const link = (name: string, kind: LinkKind, more: Partial<Link> = {}) => aLink(name, kind, more);
  const machineLinks = Array.from({ length: count }, (_, at) => linksOf(at, link));
  const links = [
    link('eno1', 'physical', { master: 'bond0' }),
    link('eno2', 'physical', { master: 'bond0' }),
    link('bond0', 'bond'),
    link('bond0.7', 'vlan', { parent: 'bond0', master: 'vmbr0' }),
    link('vmbr0', 'bridge'),
    link('virbr0', 'bridge', { state: 'up-no-carrier' }),
    ...machineLinks.flat(),
  ].map((each, at) => ({ ...each, index: at + 2 }));
  const base = aHost();
  const facts = {
    ...base,
    network: { ...base.network, links: known(links, 'ip -json -details -statistics address show') },
    processes: known(
      Array.from({ length: count }, (_, at) => aProcess(at)),
      'for each qemu in /proc: cat cmdline, fdinfo',
    ),
  };
  return { facts, machines: Array.from({ length: count }, (_, at) => aMachineOn(at)) };
}

function linksOf(at: number, link: (name: string, kind: LinkKind, more?: Partial<Link>) => Link): readonly Link[] {
  const id = 100 + at;
  return at % 2 === 0
    ? [link(`tap${id}i0`, 'tap', { master: 'vmbr0' })]
    : [
        link(`fwpr${id}p0`, 'veth', { master: 'vmbr0', parent: `fwln${id}i0` }),
        link(`fwln${id}i0`, 'veth', { master: `fwbr${id}i0`, parent: `fwpr${id}p0` }),
        link(`fwbr${id}i0`, 'bridge'),
        link(`tap${id}i0`, 'tap', { master: `fwbr${id}i0` }),
      ];
}

function aProcess(at: number): QemuProcess {
  const id = 100 + at;
  const tap = `tap${id}i0`;
  const mac = `52:54:00:00:${hex(at >> 8)}:${hex(at & 255)}`;
  const argv = `/usr/bin/kvm -id ${id} -name vm${id} -pidfile /var/run/qemu-server/${id}.pid -m 2048 -netdev type=tap,id=net0,ifname=${tap} -device virtio-net-pci,mac=${mac},netdev=net0`;
  return {
    pid: 5_000 + at,
    startedEpochMs: null,
    argv: argv.split(' '),
    taps: [tap],
    tapDescriptors: [{ fd: 20, tap }],
    workingDirectory: '/',
  };
}

function aMachineOn(at: number): Machine {
  const id = 100 + at;
  return {
    name: `vm${id}`,
    owner: 'foreign',
    manager: 'proxmox',
    state: { kind: 'running', pid: 5_000 + at, sinceEpochMs: null, isPaused: false, pauseReason: null },
    memoryMiB: 2_048,
    vcpus: 2,
    isoPath: null,
    nics: [
      {
        mac: `52:54:00:00:${hex(at >> 8)}:${hex(at & 255)}`,
        backend: 'tap',
        model: 'virtio-net-pci',
        bridge: at % 2 === 0 ? 'vmbr0' : `fwbr${id}i0`,
        tap: `tap${id}i0`,
      },
    ],
    volumes: [],
    console: { kind: 'none', reason: 'It has none.' },
    uuid: null,
    qmpSocketPath: null,
    argv: [],
    definition: null,
  };
}

function hex(value: number): string {
  return value.toString(16).padStart(2, '0');
}
