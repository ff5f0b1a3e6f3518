import { replica as addresses } from '#fakes/path-places.ts';
import { createPathReplica } from '#support/path-replica.ts';
import { createInstalledRoot } from './installed-root.ts';
import { getInstallerIso } from './installer-iso.ts';
import { waitUntil } from './local-machine.ts';

const conf = `VNET_MODE="MANAGED-NOVLAN"
VNET_PUBINTERFACE="eth0"
VNET_PRIVINTERFACE="br0"
VNET_PUBLICIPS="10.77.0.101-10.77.0.102"
VNET_SUBNET="172.31.254.0"
VNET_NETMASK="255.255.254.0"
VNET_ADDRSPERNET="32"
VNET_DNS="10.77.0.10"
PRACTICE_INSTANCE="namespace"
`;

const credentials = `. /usr/lib/practice/credentials.sh
for account in admin demo; do make_credentials "/root/credentials/$account" "$account" ${addresses.machineAddress} || exit 1; done`;

const signs = 'cat /var/lib/practice/instances/*/console; ip -o addr; ip -o neigh; iptables-save -c';

export type InsideCloud = Awaited<ReturnType<typeof startInsideCloud>>;

/**
 * A Cloud-in-a-box without its kernel: a network namespace is the machine, and others are its instances. What is tried is the cloud's
 * own scripts with its own programs, as they are on the ISO.
 */
export async function startInsideCloud(name: string) {
  const replica = createPathReplica(`${name}${process.pid}`);
  const iso = await getInstallerIso();
  replica.build();
  // As the installer leaves a machine: eth0 with its own address, and a bridge that enslaves nothing.
  replica.run('machine', 'nft flush ruleset; conntrack -F');
  replica.batch('machine', 'link del vnet0', `addr del ${addresses.publicAddress}/32 dev eth0`, 'addr flush dev br0');
  replica.batch('machine', 'addr add 172.31.252.1/32 dev br0');
  const installed = await createInstalledRoot(iso, replica.nameOf('machine'), conf);
  const run = (...argv: string[]) => installed.run(argv);
  const list = () =>
    run('practice-instance', 'list')
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(' '));
  const ping = (address: string) => replica.run('lan', `ping -n -c 1 -W 2 ${address} || true`).includes('1 received');
  run('sh', '-c', credentials);
  run('practice-instance', 'network');
  run('practice-instance', 'boot');
  await waitUntil(
    'the first instance to answer',
    120_000,
    async () => ping(addresses.publicAddress),
    () => run('sh', '-c', signs),
  );
  return {
    replica,
    installed,
    run,
    list,
    ping,
    stop: async () => {
      for (const [id = ''] of list()) run('practice-instance', 'terminate', id);
      await installed.remove();
      replica.remove();
    },
  };
}
