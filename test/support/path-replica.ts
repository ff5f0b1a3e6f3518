import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { PlaceFacts } from '#domain/path/place-facts.ts';
import type { PathPlaces } from '#domain/path/walk/build-scene.ts';
import { replica, withCard } from '#fakes/path-places.ts';
import { createPlaceReader } from '#host/path/create-place-reader.ts';

export type ReplicaPlace = 'lan' | 'host' | 'machine' | 'nested' | 'other';

/** Network namespaces need root, Linux and the tools that are read and broken here. */
export function whyNoReplica(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return 'the path is rebuilt in network namespaces, which needs root on Linux';
  }
  try {
    execFileSync('unshare', ['-n', 'sh', '-c', 'command -v ip bridge nft iptables ebtables conntrack ping'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'no network namespace could be made, or one of ip, bridge, nft, iptables, ebtables, conntrack, ping is missing';
  }
}

export type PathReplica = ReturnType<typeof createPathReplica>;

const filterRules = `*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:EUCA_COUNTERS_IN - [0:0]
:EUCA_COUNTERS_OUT - [0:0]
:SG1 - [0:0]
-A FORWARD -j EUCA_COUNTERS_IN
-A FORWARD -j EUCA_COUNTERS_OUT
-A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT
-A FORWARD ! -d 172.16.0.0/16 -j ACCEPT
-A FORWARD -j SG1
-A FORWARD -s 172.16.0.0/27 -d 172.16.0.0/27 -j ACCEPT
-A EUCA_COUNTERS_IN -d 172.16.0.5/32
-A EUCA_COUNTERS_OUT -s 172.16.0.5/32
-A SG1 -d 172.16.0.0/27 -p icmp -m icmp --icmp-type any -j ACCEPT
-A SG1 -d 172.16.0.0/27 -p tcp -m tcp --dport 22 -j ACCEPT
COMMIT
`;

/** Eucalyptus 4.2 in MANAGED-NOVLAN mode (net/eucanetd_managed.c). */
const natRules = `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -d 169.254.169.254/32 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.77.0.20:8773
-A PREROUTING -d 10.77.0.101/32 -j DNAT --to-destination 172.16.0.5
-A OUTPUT -d 10.77.0.101/32 -j DNAT --to-destination 172.16.0.5
-A POSTROUTING -s 172.16.0.5/32 -d 172.16.0.5/32 -j SNAT --to-source 10.77.0.101
-A POSTROUTING -s 172.16.0.5/32 ! -d 172.16.0.0/16 -j SNAT --to-source 10.77.0.101
-A POSTROUTING -s 172.16.0.0/16 ! -d 172.16.0.0/16 -j MASQUERADE
COMMIT
`;

/**
 * The seven devices in network namespaces of this machine: a veth stands for each card and tap, everything else (bridges, routes,
 * netfilter) is the kernel's own. Made anew for each test, in about half a second.
 */
export function createPathReplica(prefix = `nshp${process.pid}`) {
  const nameOf = (place: ReplicaPlace) => `${prefix}-${place}`;
  const places: readonly ReplicaPlace[] = ['lan', 'host', 'machine', 'nested', 'other'];

  /** Runs one line of shell in a place; sysfs is the place's own there. */
  function run(place: ReplicaPlace, line: string, input?: string): string {
    return execFileSync('ip', ['netns', 'exec', nameOf(place), 'sh', '-c', line], {
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(input !== undefined && { input }),
    });
  }

  function batch(place: ReplicaPlace | null, ...lines: readonly string[]): void {
    execFileSync('ip', [...(place === null ? [] : ['-n', nameOf(place)]), '-batch', '-'], {
      input: `${lines.join('\n')}\n`,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  }

  function remove(): void {
    for (const place of places) {
      try {
        execFileSync('ip', ['netns', 'del', nameOf(place)], { stdio: 'ignore' });
      } catch {
        // It was not there.
      }
    }
  }

  function build(): void {
    remove();
    batch(null, ...places.map((place) => `netns add ${nameOf(place)}`));
    batch(
      null,
      `link add em1 netns ${nameOf('host')} address ${replica.uplinkMac} type veth peer name lan0 netns ${nameOf('lan')}`,
      `link add vnet5 netns ${nameOf('host')} address fe:54:00:77:00:20 type veth peer name eth0 netns ${nameOf('machine')} address ${replica.machineMac}`,
      `link add vnet0 netns ${nameOf('machine')} address fe:0d:00:00:00:05 type veth peer name eth0 netns ${nameOf('nested')} address ${replica.instanceMac}`,
    );
    batch('lan', 'link set lo up', `addr add ${replica.lanAddress}/24 dev lan0`, 'link set lan0 up');
    batch(
      'host',
      'link set lo up',
      'link add br0 type bridge forward_delay 0 stp_state 0',
      'link set br0 up',
      'link set em1 master br0',
      'link set em1 up',
      'link set vnet5 master br0',
      'link set vnet5 up',
      `addr add ${replica.hostAddress}/24 dev br0`,
      `route add default via ${replica.lanAddress}`,
    );
    batch(
      'machine',
      'link set lo up',
      `addr add ${replica.machineAddress}/24 dev eth0`,
      `addr add ${replica.publicAddress}/32 dev eth0`,
      'link set eth0 up',
      'link add br0 type bridge forward_delay 0 stp_state 0',
      'link set br0 up',
      `addr add ${replica.gatewayAddress}/27 dev br0`,
      'link set vnet0 master br0',
      'link set vnet0 up',
      `route add default via ${replica.lanAddress}`,
    );
    batch(
      'nested',
      'link set lo up',
      `addr add ${replica.privateAddress}/27 dev eth0`,
      'link set eth0 up',
      `route add default via ${replica.gatewayAddress}`,
    );
    run('machine', 'echo 1 >/proc/sys/net/ipv4/ip_forward; iptables-restore', filterRules + natRules);
    run('lan', `ping -n -q -c 1 -W 2 ${replica.publicAddress}; ping -n -q -c 1 -W 2 ${replica.machineAddress}`);
  }

  const reader = createPlaceReader({
    resources: { read: (path) => readFile(`resources/${path}`, 'utf8') },
    now: () => Date.now(),
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
  });

  const inspect = (place: ReplicaPlace, shell = 'sh'): Promise<PlaceFacts> =>
    reader.read(({ text, args }) => runScript(nameOf(place), shell, text, args));

  return {
    build,
    remove,
    run,
    batch,
    nameOf,
    inspect,
    /** The three places that Nutshell looks into, at once. */
    async inspectAll(): Promise<PathPlaces> {
      const [host, machine, nested] = await Promise.all([inspect('host'), inspect('machine'), inspect('nested')]);
      return { host: withCard(host), machine, nested };
    },
  };
}

function runScript(namespace: string, shell: string, text: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('ip', ['netns', 'exec', namespace, ...shell.split(' '), '-s', '--', ...args]);
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
    child.stdin.end(text);
  });
}
