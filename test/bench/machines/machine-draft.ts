import type { MachineDraft } from '#domain/machines/machine-definition.ts';

/** As small as it gets: what is measured is the way to QEMU and the reading of it, not what runs inside. */
export function aSmallMachine(number: number, memoryMiB: number): MachineDraft {
  const digits = String(number).padStart(2, '0');
  return {
    name: `cloud-${digits}`,
    role: 'ciab',
    isoPath: null,
    memoryMiB,
    vcpus: 1,
    disk: { kind: 'lvm', group: 'vg01', name: `cloud-${digits}`, sizeGiB: 0.125 },
    bridge: 'br0',
    mac: `52:54:00:be:00:${digits}`,
    vnc: { kind: 'socket' },
    addresses: { ip: `10.101.7.${number}`, prefixLength: 16, gateway: '10.101.0.2', nameserver: '10.101.0.3' },
  };
}
