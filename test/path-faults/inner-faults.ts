import type { PathFault } from './path-fault.ts';

/** Faults between the machine's bridge and the instance, and of the answer. */
export const innerFaults: readonly PathFault[] = [
  {
    row: 36,
    causeId: 'inner-bridge-no-carrier',
    done: '`ip link set vnet0 nomaster` in the machine',
    inject: ({ batch }) => batch('machine', 'link set vnet0 nomaster'),
  },
  {
    row: 37,
    causeId: 'inner-port-down',
    done: '`ip link set vnet0 down` in the machine',
    inject: ({ batch }) => batch('machine', 'link set vnet0 down'),
  },
  {
    row: 38,
    causeId: 'instance-silent',
    done: '`ip link set eth0 down` in the instance',
    inject: ({ batch }) => batch('nested', 'link set eth0 down'),
    isFixTried: false,
  },
  {
    row: 38,
    causeId: 'instance-silent',
    done: 'the instance has another address than the cloud gave it',
    inject: ({ batch }) =>
      batch('nested', 'addr del 172.16.0.5/27 dev eth0', 'addr add 172.16.0.7/27 dev eth0', 'route add default via 172.16.0.1'),
    isFixTried: false,
  },
  {
    row: 38,
    causeId: 'instance-silent',
    done: 'arp_ignore 8 in the instance',
    inject: ({ run }) => void run('nested', 'echo 8 >/proc/sys/net/ipv4/conf/all/arp_ignore'),
  },
  {
    row: 38,
    causeId: 'instance-silent',
    done: 'nobody looked inside, and it answered no ARP request of the machine',
    inject: ({ batch, run }) => {
      batch('nested', 'addr del 172.16.0.5/27 dev eth0');
      batch('machine', 'neigh flush dev br0');
      run('machine', 'ping -n -q -c 1 -W 4 172.16.0.5 || true');
    },
    isNestedUnread: true,
    isFixTried: false,
  },
  {
    row: 39,
    causeId: 'inner-frames-dropped',
    done: '`ebtables -A OUTPUT -p ARP -o vnet0 -j DROP` in the machine',
    inject: ({ run }) => void run('machine', 'ebtables -A OUTPUT -p ARP -o vnet0 -j DROP'),
  },
  {
    row: 40,
    causeId: 'mtu-smaller-inside',
    done: '`ip link set br0 mtu 1400` in the machine',
    inject: ({ batch }) => batch('machine', 'link set br0 mtu 1400'),
  },
  {
    row: 41,
    causeId: 'mtu-black-hole',
    done: 'the same, and OUTPUT drops ICMP 3',
    inject: ({ batch, run }) => {
      batch('machine', 'link set br0 mtu 1400');
      run('machine', 'iptables -A OUTPUT -p icmp --icmp-type 3 -j DROP');
    },
  },
  {
    row: 42,
    causeId: 'instance-mtu-smaller',
    done: '`ip link set eth0 mtu 1400` in the instance',
    inject: ({ batch }) => batch('nested', 'link set eth0 mtu 1400'),
  },
  {
    row: 43,
    causeId: 'instance-route-missing',
    done: 'no default route in the instance',
    inject: ({ batch }) => batch('nested', 'route del default'),
  },
  {
    row: 43,
    causeId: 'instance-route-missing',
    done: 'another gateway in the instance',
    inject: ({ batch }) => batch('nested', 'route replace default via 172.16.0.9'),
  },
  {
    row: 44,
    causeId: 'instance-refuses',
    done: '`iptables -A INPUT -p icmp -j DROP` in the instance',
    inject: ({ run }) => void run('nested', 'iptables -A INPUT -p icmp -j DROP'),
  },
  {
    row: 44,
    causeId: 'instance-refuses',
    done: 'icmp_echo_ignore_all in the instance',
    inject: ({ run }) => void run('nested', 'echo 1 >/proc/sys/net/ipv4/icmp_echo_ignore_all'),
  },
  {
    row: 44,
    causeId: 'instance-refuses',
    done: 'TCP port 22, where nobody listens',
    inject: ({ run }) => void run('nested', 'true'),
    wish: { protocol: 'tcp', port: 22 },
    isFixTried: false,
  },
  {
    row: 45,
    causeId: 'reply-dropped',
    done: 'no rule accepts established connections, nor what leaves the private network',
    inject: ({ run }) =>
      void run(
        'machine',
        'iptables -D FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT; iptables -D FORWARD ! -d 172.16.0.0/16 -j ACCEPT',
      ),
  },
  {
    row: 47,
    causeId: 'hairpin-broken',
    done: 'br_netfilter on in the machine, as Eucalyptus sets it',
    inject: ({ run }) => void run('machine', 'echo 1 >/proc/sys/net/bridge/bridge-nf-call-iptables'),
  },
  {
    row: 49,
    causeId: 'duplicate-mac-inside',
    done: 'two instances of the cloud answer with one MAC',
    inject: ({ batch, run }) => {
      batch('nested', 'addr add 172.16.0.6/27 dev eth0');
      batch('machine', 'addr add 10.77.0.102/32 dev eth0');
      run(
        'machine',
        'iptables -t nat -A PREROUTING -d 10.77.0.102/32 -j DNAT --to-destination 172.16.0.6; ping -n -q -c 1 -W 1 172.16.0.6',
      );
    },
    wish: { to: '10.77.0.101' },
    isFixTried: false,
  },
];
