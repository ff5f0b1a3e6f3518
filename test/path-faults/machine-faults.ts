import { replica } from '#fakes/path-places.ts';
import type { PathFault } from './path-fault.ts';

const nftForward = (rule: string) =>
  `nft 'add table inet other; add chain inet other forward { type filter hook forward priority 10; }; add rule inet other forward ${rule}'`;

/** Faults in the machine, from its card to its routing and its rules. */
export const machineFaults: readonly PathFault[] = [
  {
    row: 19,
    causeId: 'guest-nic-down',
    done: '`ip link set eth0 down` in the machine',
    inject: ({ batch }) => batch('machine', 'link set eth0 down'),
  },
  {
    row: 20,
    causeId: 'public-address-missing',
    done: '`ip addr del 10.77.0.101/32 dev eth0`',
    inject: ({ batch }) => batch('machine', 'addr del 10.77.0.101/32 dev eth0'),
    wish: { to: replica.publicAddress },
  },
  {
    row: 21,
    causeId: 'duplicate-address',
    done: 'another station on the LAN answers for the public address',
    inject: ({ batch, run }) => {
      batch('machine', 'addr del 10.77.0.101/32 dev eth0');
      batch('lan', 'addr add 10.77.0.101/32 dev lan0');
      run('host', 'ping -n -q -c 1 -W 1 10.77.0.101');
      batch('machine', 'addr add 10.77.0.101/32 dev eth0');
    },
    isFixTried: false,
  },
  {
    row: 22,
    causeId: 'stale-neighbour',
    done: 'the host remembers a MAC for the public address that no station has',
    inject: ({ batch }) => batch('host', 'neigh replace 10.77.0.101 lladdr 52:54:00:99:99:99 dev br0 nud reachable'),
  },
  {
    row: 23,
    causeId: 'ingress-drops',
    done: 'an nft rule at ingress of eth0 drops ICMP',
    inject: ({ run }) =>
      void run(
        'machine',
        `nft 'add table netdev guard; add chain netdev guard in { type filter hook ingress device eth0 priority 0; }; add rule netdev guard in ip protocol icmp drop'`,
      ),
  },
  {
    row: 24,
    causeId: 'nat-missing',
    done: 'the DNAT rule deleted',
    inject: ({ run }) =>
      void run('machine', 'iptables -t nat -D PREROUTING -d 10.77.0.101/32 -j DNAT --to-destination 172.16.0.5'),
  },
  {
    row: 25,
    causeId: 'nat-wrong-target',
    done: 'the DNAT rule leads to 172.16.0.9',
    inject: ({ run }) =>
      void run(
        'machine',
        'conntrack -F 2>&1; iptables -t nat -R PREROUTING 2 -d 10.77.0.101/32 -j DNAT --to-destination 172.16.0.9',
      ),
    wish: { to: replica.publicAddress },
  },
  {
    row: 26,
    causeId: 'stale-connection',
    done: 'rule and instance moved to 172.16.0.6 while a ping to the old one is tracked',
    inject: ({ batch, run }) => {
      batch('nested', 'addr add 172.16.0.6/27 dev eth0', 'addr del 172.16.0.5/27 dev eth0', 'addr add 172.16.0.6/27 dev eth0');
      batch('nested', 'route replace default via 172.16.0.1');
      run(
        'machine',
        'iptables -t nat -R PREROUTING 2 -d 10.77.0.101/32 -j DNAT --to-destination 172.16.0.6; iptables -t nat -F POSTROUTING; iptables -t nat -A POSTROUTING -s 172.16.0.6/32 ! -d 172.16.0.0/16 -j SNAT --to-source 10.77.0.101',
      );
    },
    wish: { to: replica.publicAddress },
  },
  {
    row: 27,
    causeId: 'forwarding-off',
    done: '`sysctl net.ipv4.ip_forward=0`',
    inject: ({ run }) => void run('machine', 'echo 0 >/proc/sys/net/ipv4/ip_forward'),
  },
  {
    row: 28,
    causeId: 'interface-forwarding-off',
    done: '`sysctl net.ipv4.conf.eth0.forwarding=0`',
    inject: ({ run }) => void run('machine', 'echo 0 >/proc/sys/net/ipv4/conf/eth0/forwarding'),
  },
  {
    row: 29,
    causeId: 'reverse-path-filter',
    done: 'rp_filter 1, and the way back to the sender by another device',
    inject: ({ batch, run }) => {
      run('machine', 'echo 1 >/proc/sys/net/ipv4/conf/eth0/rp_filter');
      batch('machine', 'route add 10.77.0.10/32 dev br0');
    },
  },
  {
    row: 30,
    causeId: 'forward-drops',
    done: 'the security group closed for ICMP',
    inject: ({ run }) => void run('machine', 'iptables -D SG1 1'),
  },
  {
    row: 30,
    causeId: 'forward-drops',
    done: 'TCP port 80, which the security group does not open',
    inject: ({ run }) => void run('machine', 'true'),
    wish: { protocol: 'tcp', port: 80 },
    also: ['instance-refuses'],
    isFixTried: false,
  },
  {
    row: 31,
    causeId: 'nft-table-drops',
    done: "a table of nft's own drops ICMP",
    inject: ({ run }) => void run('machine', nftForward('icmp type echo-request drop')),
  },
  {
    row: 32,
    causeId: 'forward-rejects',
    done: '`iptables -I FORWARD -p icmp -d 172.16.0.5 -j REJECT`',
    inject: ({ run }) => void run('machine', 'iptables -I FORWARD -p icmp -d 172.16.0.5 -j REJECT'),
  },
  {
    row: 34,
    causeId: 'inner-route-missing',
    done: '`ip addr del 172.16.0.1/27 dev br0`',
    inject: ({ batch }) => batch('machine', 'addr del 172.16.0.1/27 dev br0'),
  },
  {
    row: 35,
    causeId: 'route-forbidden',
    done: '`ip route add blackhole 172.16.0.5/32`',
    inject: ({ batch }) => batch('machine', 'route add blackhole 172.16.0.5/32'),
  },
  {
    row: 35,
    causeId: 'route-forbidden',
    done: '`ip rule add from 10.77.0.10 prohibit`',
    inject: ({ batch }) => batch('machine', 'rule add priority 100 from 10.77.0.10 prohibit'),
  },
  {
    row: 46,
    causeId: 'source-nat-missing',
    done: 'POSTROUTING of the nat table flushed',
    inject: ({ run }) => void run('machine', 'iptables -t nat -F POSTROUTING'),
  },
  {
    row: 48,
    causeId: 'time-to-live-ends',
    done: '`iptables -t mangle -A PREROUTING -j TTL --ttl-set 1`',
    inject: ({ run }) => void run('machine', 'iptables -t mangle -A PREROUTING -i eth0 -j TTL --ttl-set 1'),
  },
];
