import { toKnownRange } from './parse-ranges.ts';
import type { AddressRange } from './address-range.ts';

/** What software takes for itself inside a machine or on a host unless somebody tells it otherwise. */
export interface NestedDefault {
  readonly id: string;
  readonly range: AddressRange;
  /** In words ready for a sentence. */
  readonly holder: string;
  readonly source: string;
}

/** A plan keeps off them: the next cloud, whose installer nobody told, would take them. Who is such a cloud may have its own. */
export const nestedDefaults: readonly NestedDefault[] = [
  from('faststart-private', '172.31.254.0/23', "FastStart's default private subnet", 'silvereye 6ad1c12^, iw/frontend_gui.py'),
  from('faststart-bridge', '172.31.252.1', "FastStart's default NC bridge address", 'silvereye 6ad1c12^, iw/frontend_gui.py'),
  from('devstack-floating', '172.24.4.0/24', "DevStack's default floating addresses", 'devstack 493835a6, FLOATING_RANGE'),
  from('devstack-tenants', '10.0.0.0/22', "DevStack's default tenant networks", 'devstack 493835a6, IPV4_ADDRS_SAFE_TO_USE'),
  from('libvirt', '192.168.122.0/24', "libvirt's default network", 'libvirt, network/default.xml'),
  from('docker', '172.17.0.0/16', "Docker's default bridge", 'Docker, docker0'),
  from('minione', '172.16.100.0/24', "OpenNebula miniONE's default network", 'OpenNebula/minione 105c806'),
  from('sunbeam-demo', '192.168.0.0/24', "Sunbeam's default demo network", 'canonical/snap-openstack 4e57fa4f'),
  from('starlingx-oam', '10.10.10.0/24', "StarlingX's OAM network", 'starlingx/tools, deployment/libvirt'),
];

function from(id: string, text: string, holder: string, source: string): NestedDefault {
  return { id, range: toKnownRange(text), holder, source };
}
