import { describe, expect, it } from 'vitest';
import { known } from '#domain/fact.ts';
import { collectTaken } from '#domain/machines/collect-taken.ts';
import { parseForeignDefinitions } from '#host/facts/parse-foreign-definitions.ts';
import { aHost } from '#fakes/host-facts.ts';

/** As grep -H told it of a domain of libvirt 9 and of a machine in Proxmox's own documentation. */
const told = `/etc/libvirt/qemu/it's: odd.xml:  <name>it&apos;s: odd &amp; off</name>
/etc/libvirt/qemu/it's: odd.xml:      <source dev='/dev/vg01/off'/>
/etc/libvirt/qemu/it's: odd.xml:      <source file='/srv/iso/a&quot;b.iso'/>
/etc/libvirt/qemu/it's: odd.xml:      <mac address='52:54:00:AA:BB:01'/>
/etc/libvirt/qemu/it's: odd.xml:    <graphics type='vnc' port='5907' autoport='no' listen='127.0.0.1'>
/etc/libvirt/qemu/two.xml:  <name>two</name>
/etc/libvirt/qemu/two.xml:      <mac address='52:54:00:aa:bb:02'/>
/etc/libvirt/qemu/two.xml:      <mac address='52:54:00:aa:bb:03'/>
/etc/libvirt/qemu/two.xml:    <graphics type='vnc' port='-1' autoport='yes'>
/etc/pve/nodes/pve1/qemu-server/100.conf:name: web
/etc/pve/nodes/pve1/qemu-server/100.conf:net0: virtio=BC:24:11:00:00:05,bridge=vmbr0,firewall=1
/etc/pve/nodes/pve1/qemu-server/100.conf:scsi0: local-lvm:vm-100-disk-0,iothread=1,size=32G
/etc/pve/nodes/pve1/qemu-server/100.conf:scsi1: /dev/vg01/by-hand,size=4G
`;

describe('machines that libvirt and Proxmox keep', () => {
  it('are told with name, MACs, disks and displays, whether they run or not', () => {
    expect(parseForeignDefinitions(told)).toEqual([
      {
        manager: 'libvirt',
        name: "it's: odd & off",
        path: "/etc/libvirt/qemu/it's: odd.xml",
        macs: ['52:54:00:aa:bb:01'],
        diskPaths: ['/dev/vg01/off', '/srv/iso/a"b.iso'],
        displays: [7],
      },
      {
        manager: 'libvirt',
        name: 'two',
        path: '/etc/libvirt/qemu/two.xml',
        macs: ['52:54:00:aa:bb:02', '52:54:00:aa:bb:03'],
        diskPaths: [],
        displays: [],
      },
      {
        manager: 'proxmox',
        name: 'web',
        path: '/etc/pve/nodes/pve1/qemu-server/100.conf',
        macs: ['bc:24:11:00:00:05'],
        diskPaths: ['/dev/vg01/by-hand'],
        displays: [],
      },
    ]);
  });

  it('are none where nobody keeps any, and no guess where the text is another', () => {
    expect(parseForeignDefinitions('')).toEqual([]);
    expect(() => parseForeignDefinitions('grep: /etc: Is a directory')).toThrow(/no line of a machine of libvirt or Proxmox/);
  });

  it('have what they will take kept for them', () => {
    const taken = collectTaken(aHost({ foreignDefinitions: known(parseForeignDefinitions(told), 'grep') }), []);
    expect(taken.macs.get('52:54:00:aa:bb:01')).toBe("machine it's: odd & off of libvirt");
    expect(taken.macs.get('bc:24:11:00:00:05')).toBe('machine web of Proxmox');
    expect(taken.disks.get('/dev/vg01/off')).toBe("machine it's: odd & off of libvirt");
    expect(taken.displays.get(7)).toBe("machine it's: odd & off of libvirt");
    expect(taken.machineNames.get('two')).toBe('machine two of libvirt');
  });
});
