import { known } from '#domain/fact.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { Link } from '#domain/hosts/network-facts.ts';
import type { DiskFolder, Volume, VolumeGroup } from '#domain/hosts/storage-facts.ts';

const gibibyte = 1024 ** 3;

export function aLink(name: string, kind: Link['kind'], more: Partial<Link> = {}): Link {
  return {
    index: 1,
    name,
    kind,
    rawKind: null,
    mac: null,
    mtu: 1500,
    master: null,
    parent: null,
    state: 'up',
    portState: null,
    addresses: [],
    counters: null,
    ...more,
  };
}

export function aVolumeGroup(name: string, freeGiB: number): VolumeGroup {
  return { name, sizeBytes: 2048 * gibibyte, freeBytes: freeGiB * gibibyte, extentBytes: 4 * 1024 ** 2, attributes: 'wz--n-' };
}

/** Say only what differs. */
export function aDiskFolder(more: Partial<DiskFolder> = {}): DiskFolder {
  return {
    path: '/var/lib/nutshell/disks',
    state: 'not-there',
    fileSystem: { device: '64768', type: 'ext2/ext3', sizeBytes: 100 * gibibyte, freeBytes: 60 * gibibyte },
    files: [],
    ...more,
  };
}

/** Say only what differs. */
export function aVolume(name: string, more: Partial<Volume> = {}): Volume {
  const { group = 'vg01' } = more;
  return {
    name,
    group,
    path: `/dev/${group}/${name}`,
    sizeBytes: gibibyte,
    attributes: '-wi-a-----',
    tags: [],
    pool: null,
    dataPercent: null,
    metadataPercent: null,
    origin: null,
    createdEpochMs: null,
    ...more,
  };
}

/** A thin pool of 200 GiB in vg01, a quarter in use. */
export function aThinPool(name: string, more: Partial<Volume> = {}): Volume {
  return aVolume(name, { sizeBytes: 200 * gibibyte, attributes: 'twi-aotz--', dataPercent: 25, metadataPercent: 10, ...more });
}

/** The seed's host, everything in order: say only what differs. */
export function aHost(more: Partial<HostFacts> = {}): HostFacts {
  return {
    readAtEpochMs: 1_700_000_000_000,
    roundTripMs: 12,
    bytesRead: 4096,
    hostName: 'kvm1',
    kernelRelease: '6.1.0-30-amd64',
    distribution: 'Debian GNU/Linux 12 (bookworm)',
    packageManager: 'apt-get',
    loginUser: 'root',
    privilege: 'root',
    uptimeSeconds: 86_400,
    cpu: known({ vendor: 'intel', model: 'Xeon', threads: 16, virtualisation: 'vmx' }, 'cat /proc/cpuinfo'),
    kvm: known({ device: 'usable', modules: ['kvm', 'kvm_intel'], nested: 'on' }, 'ls /dev/kvm'),
    memory: known({ totalMiB: 32_000, availableMiB: 30_000, swapTotalMiB: 0 }, 'cat /proc/meminfo'),
    qemu: known({ binaries: [{ path: '/usr/bin/qemu-system-x86_64', version: '7.2.22' }] }, 'qemu -version'),
    bridgeHelper: known(
      {
        path: '/usr/lib/qemu/qemu-bridge-helper',
        isPrivileged: true,
        configPath: '/etc/qemu/bridge.conf',
        expectedConfigPath: '/etc/qemu/bridge.conf',
        rules: [{ action: 'allow', value: 'br0' }],
        unknownLines: [],
      },
      'cat /etc/qemu/bridge.conf',
    ),
    network: {
      links: known(
        [
          aLink('em1', 'physical', { master: 'br0', mac: '52:54:00:aa:00:01' }),
          aLink('br0', 'bridge', {
            mac: '52:54:00:aa:00:01',
            addresses: [{ family: 'inet', address: '10.101.1.10', prefixLength: 16, scope: 'global' }],
          }),
        ],
        'ip -j link',
      ),
      addresses: known([], 'ip -j address'),
      routes: known(
        [{ destination: 'default', gateway: '10.101.0.2', device: 'br0', source: null, metric: null }],
        'ip -j route',
      ),
      neighbours: known([], 'ip -j neigh'),
      forwarding: known([], 'bridge -j fdb'),
      nameservers: known(['127.0.0.53', '10.101.0.3'], 'cat /etc/resolv.conf'),
      netfilter: known(
        { ipForward: true, bridgeCallsIptables: null, forwardPolicy: 'accept', forwardRules: [], source: 'nft' },
        'nft list',
      ),
      listening: known([], 'cat /proc/net/tcp'),
    },
    storage: {
      groups: known([aVolumeGroup('vg00', 30), aVolumeGroup('vg01', 900)], 'vgs'),
      volumes: known([], 'lvs'),
      folders: known([aDiskFolder()], 'stat'),
    },
    clock: known({ hostEpochMs: 1_700_000_000_000, skewMs: 0, isSynchronised: true }, 'date'),
    tools: known(
      {
        tcpdump: '/usr/bin/tcpdump',
        socat: null,
        flock: '/usr/bin/flock',
        setsid: '/usr/bin/setsid',
        python3: null,
        virsh: null,
        qemuImg: '/usr/bin/qemu-img',
        fallocate: '/usr/bin/fallocate',
      },
      'command -v',
    ),
    processes: known([], 'ps'),
    definitions: known([], 'cat machine.json'),
    runs: known([], 'grep event events.log'),
    foreignDefinitions: known([], 'grep mac /etc/libvirt/qemu/*.xml'),
    brokenDefinitions: [],
    removals: known([], 'cat removal.json'),
    checkpoints: known([], 'cat checkpoint.json'),
    claims: known([], 'cat claim.json'),
    clouds: known([], 'cat cloud.yaml'),
    ...more,
  };
}
