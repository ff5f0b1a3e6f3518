import type { TestHost } from '#support/practice-host.ts';

/** Machines that Nutshell did not start, one of each kind. */
export const foreignMachines = {
  lab: { name: 'lab', mac: '52:54:00:77:00:01', volume: 'lab' },
  /** Of libvirt, defined and not running. */
  off: { name: 'off', mac: '52:54:00:77:00:02', volume: 'off' },
  old: { name: 'old', mac: '52:54:00:77:00:03', volume: 'old' },
  pve: { name: 'web', mac: 'bc:24:11:00:00:05', volume: 'vm-100-disk-0' },
} as const;

/** Somebody on the network has it. */
export const foreignAddress = '10.101.7.77';

const { lab, off, old, pve } = foreignMachines;

/** Emulated and paused: what counts is how they look from outside. */
export async function startForeignMachines(host: TestHost): Promise<void> {
  const volumes = [lab, off, old, pve].map(({ volume }) => `lvcreate -qq -y -n ${volume} -L 64M vg01`);
  await host.type([...volumes, `ip neigh add ${foreignAddress} lladdr 52:54:00:77:00:99 dev br0 nud permanent`].join(' && '));
  await define(host, lab, "port='-1' autoport='yes'");
  await define(host, off, "port='5907' autoport='no'");
  await host.type('virsh -q start lab --paused');
  await host.type(
    `qemu-system-x86_64 -S -name ${old.name} -m 32 -net nic,macaddr=${old.mac} -net tap,ifname=tapold,script=no,downscript=no -drive file=/dev/vg01/${old.volume},if=ide,format=raw -vnc :3 -daemonize`,
  );
  await host.type(`mkdir -p /var/run/qemu-server && ${buildProxmoxLine()}`);
  await host.type('ip link set tapold master br0 up && ip link set tap100i0 master br0 up');
}

async function define(host: TestHost, { name, mac, volume }: { name: string; mac: string; volume: string }, port: string) {
  const xml = `<domain type='qemu'><name>${name}</name><memory unit='MiB'>32</memory><vcpu>1</vcpu>
<os><type arch='x86_64' machine='pc'>hvm</type></os><devices>
<disk type='block' device='disk'><driver name='qemu' type='raw' cache='none'/><source dev='/dev/vg01/${volume}'/><target dev='vda' bus='virtio'/></disk>
<interface type='bridge'><source bridge='br0'/><mac address='${mac}'/><model type='virtio'/></interface>
<graphics type='vnc' ${port}/></devices></domain>`;
  await host.type(`cat >/root/${name}.xml <<'XML'\n${xml}\nXML\nvirsh -q define /root/${name}.xml`);
}

/** As qm showcmd prints it, without -id, which only Proxmox's own QEMU knows. */
function buildProxmoxLine(): string {
  return [
    `qemu-system-x86_64 -S -name '${pve.name},debug-threads=on' -no-shutdown`,
    '-chardev socket,id=qmp,path=/var/run/qemu-server/100.qmp,server=on,wait=off -mon chardev=qmp,mode=control',
    '-pidfile /var/run/qemu-server/100.pid -daemonize -smp 1,sockets=1,cores=1,maxcpus=1 -nodefaults',
    '-vnc unix:/var/run/qemu-server/100.vnc -cpu qemu64 -m 32 -device virtio-scsi-pci,id=scsihw0',
    `-drive file=/dev/vg01/${pve.volume},if=none,id=drive-scsi0,format=raw,cache=none`,
    '-device scsi-hd,bus=scsihw0.0,channel=0,scsi-id=0,lun=0,drive=drive-scsi0,id=scsi0',
    '-netdev type=tap,id=net0,ifname=tap100i0,script=no,downscript=no',
    `-device virtio-net-pci,mac=${pve.mac.toUpperCase()},netdev=net0,id=net0`,
  ].join(' ');
}
