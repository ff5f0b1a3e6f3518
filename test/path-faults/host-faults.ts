import { replica, replicaCard } from '#fakes/path-places.ts';
import type { PathFault } from './path-fault.ts';

const python = `
import fcntl, os, socket, struct, time
tap = os.open('/dev/net/tun', os.O_RDWR)
fcntl.ioctl(tap, 0x400454ca, struct.pack('16sH', b'vnet5', 0x1002))
os.system('ip link set vnet5 address fe:54:00:77:00:20 master br0 up')
os.system('ip neigh replace 10.77.0.20 lladdr ${replica.machineMac} dev br0; bridge fdb replace ${replica.machineMac} dev vnet5 master static')
time.sleep(0.2)
sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for number in range(1500):
    sender.sendto(b'x' * 10, ('10.77.0.20', 9))
print('ready', flush=True)
time.sleep(4)
`;

/** Faults on the host, from the wire to the machine's tap. */
export const hostFaults: readonly PathFault[] = [
  { row: 1, causeId: 'uplink-down', done: '`ip link set em1 down`', inject: ({ batch }) => batch('host', 'link set em1 down') },
  {
    row: 1,
    causeId: 'uplink-down',
    done: 'the other end of em1 down: no carrier',
    inject: ({ batch }) => batch('lan', 'link set lan0 down'),
    isFixTried: false,
  },
  {
    row: 2,
    causeId: 'uplink-not-in-bridge',
    done: '`ip link set em1 nomaster`',
    inject: ({ batch }) => batch('host', 'link set em1 nomaster'),
  },
  {
    row: 3,
    causeId: 'host-bridge-down',
    done: '`ip link set br0 down`',
    inject: ({ batch }) => batch('host', 'link set br0 down'),
  },
  {
    row: 4,
    causeId: 'uplink-port-blocked',
    done: '`bridge link set dev em1 state 0`',
    inject: ({ run }) => void run('host', 'bridge link set dev em1 state 0'),
  },
  {
    row: 5,
    causeId: 'tap-port-not-forwarding',
    done: 'spanning tree on, forward delay 15 s, the tap put in anew',
    inject: ({ batch }) =>
      batch(
        'host',
        'link set br0 type bridge stp_state 1 forward_delay 1500',
        'link set vnet5 nomaster',
        'link set vnet5 master br0',
      ),
    isFixTried: false,
  },
  {
    row: 6,
    causeId: 'bridge-netfilter-drops',
    done: '`iptables -P FORWARD DROP` with br_netfilter, as Docker leaves it',
    inject: ({ run }) => void run('host', 'echo 1 >/proc/sys/net/bridge/bridge-nf-call-iptables; iptables -P FORWARD DROP'),
  },
  {
    row: 6,
    causeId: 'bridge-netfilter-drops',
    done: 'the same, with an nft chain of policy drop in place of iptables',
    inject: ({ run }) =>
      void run(
        'host',
        "nft 'add table inet firewall; add chain inet firewall forward { type filter hook forward priority 0; policy drop; }'",
      ),
  },
  {
    row: 7,
    causeId: 'frame-rules-drop',
    done: '`ebtables -A FORWARD -o vnet5 -p IPv4 -j DROP`',
    inject: ({ run }) => void run('host', 'ebtables -A FORWARD -o vnet5 -p IPv4 -j DROP'),
  },
  {
    row: 7,
    causeId: 'frame-rules-drop',
    done: 'an nft bridge chain that lets only one other MAC out of the tap',
    inject: ({ run }) =>
      void run(
        'host',
        `nft 'add table bridge guard; add chain bridge guard f { type filter hook forward priority 0; }; add rule bridge guard f oifname "vnet5" ether type ip ip daddr 10.77.0.101 drop'`,
      ),
  },
  {
    row: 8,
    causeId: 'duplicate-mac',
    done: "another station behind em1 spoke with the machine's MAC",
    inject: ({ batch, run }) => {
      batch('lan', `link set lan0 address ${replica.machineMac}`);
      run('lan', `ping -n -q -c 1 -W 1 ${replica.hostAddress}`);
    },
    isFixTried: false,
  },
  {
    row: 8,
    causeId: 'duplicate-mac',
    done: 'another machine of the host was given the same MAC',
    inject: () => undefined,
    otherCards: [{ ...replicaCard, machineName: 'twin', tap: 'vnet9' }],
    isFixTried: false,
  },
  {
    row: 9,
    causeId: 'tap-mac-equals-guest',
    done: '`ip link set vnet5 address` with the MAC of eth0',
    inject: ({ batch }) => batch('host', `link set vnet5 address ${replica.machineMac}`),
  },
  {
    row: 10,
    causeId: 'static-station-elsewhere',
    done: '`bridge fdb replace … dev em1 master static sticky`',
    inject: ({ run }) => void run('host', `bridge fdb replace ${replica.machineMac} dev em1 master static sticky`),
  },
  {
    row: 11,
    causeId: 'station-unknown-no-flood',
    done: 'learning and flooding off on the tap, its entry deleted',
    inject: ({ run }) =>
      void run(
        'host',
        `bridge link set dev vnet5 learning off flood off; bridge fdb del ${replica.machineMac} dev vnet5 master || true`,
      ),
  },
  {
    row: 12,
    causeId: 'ports-isolated',
    done: '`bridge link set dev em1 isolated on`, and vnet5 too',
    inject: ({ run }) => void run('host', 'bridge link set dev em1 isolated on; bridge link set dev vnet5 isolated on'),
  },
  {
    row: 14,
    causeId: 'tap-mtu-fragments',
    done: '`ip link set vnet5 mtu 1400`, br_netfilter on',
    inject: ({ batch }) => batch('host', 'link set br0 mtu 1500', 'link set vnet5 mtu 1400'),
  },
  {
    row: 15,
    causeId: 'tap-mtu-silent',
    done: '`ip link set vnet5 mtu 1400`, br_netfilter off',
    inject: ({ batch, run }) => {
      run('host', 'echo 0 >/proc/sys/net/bridge/bridge-nf-call-iptables');
      batch('host', 'link set br0 mtu 1500', 'link set vnet5 mtu 1400');
    },
  },
  {
    row: 16,
    causeId: 'tap-without-owner',
    done: 'a real tap that no process holds open',
    isMachineUnread: true,
    inject: ({ batch }) =>
      batch('host', 'link del vnet5', 'tuntap add dev vnet5 mode tap', 'link set vnet5 master br0', 'link set vnet5 up'),
    isFixTried: false,
  },
  {
    row: 16,
    causeId: 'tap-without-owner',
    done: 'the tap deleted while QEMU believes to have it',
    isMachineUnread: true,
    inject: ({ batch }) => batch('host', 'link del vnet5'),
    isFixTried: false,
  },
  {
    row: 17,
    causeId: 'guest-not-reading',
    done: 'a real tap whose owner reads nothing, 1500 packets',
    isMachineUnread: true,
    inject: ({ batch, run }) => {
      batch('host', 'link del vnet5');
      run('host', `script=$(cat); python3 -c "$script" >/dev/null 2>&1 & sleep 1.5`, python);
    },
    isFixTried: false,
  },
  {
    row: 18,
    causeId: 'tap-not-in-bridge',
    done: '`ip link set vnet5 nomaster`',
    inject: ({ batch }) => batch('host', 'link set vnet5 nomaster'),
  },
  {
    row: 18,
    causeId: 'tap-not-in-bridge',
    done: 'the tap in another bridge',
    inject: ({ batch }) => batch('host', 'link add br1 type bridge', 'link set br1 up', 'link set vnet5 master br1'),
  },
];
