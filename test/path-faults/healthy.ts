import type { PathReplica } from '#support/path-replica.ts';

/** Hosts with everything that might be mistaken for a fault, and is none. */
export const healthyHosts: readonly { readonly what: string; prepare(replica: PathReplica): void }[] = [
  { what: 'the path as it is built', prepare: () => undefined },
  {
    what: 'a host with Docker whose DOCKER-USER chain accepts the bridge',
    prepare: ({ batch, run }) => {
      batch('host', 'link add docker0 type bridge', 'addr add 172.17.0.1/16 dev docker0', 'link set docker0 up');
      run('host', 'iptables-restore', dockerRules);
      run('host', 'iptables -I DOCKER-USER -i br0 -o br0 -j ACCEPT');
    },
  },
  {
    what: 'a host with Docker whose bridges do not call iptables',
    prepare: ({ run }) => {
      run('host', 'iptables-restore', dockerRules);
      run('host', 'echo 0 >/proc/sys/net/bridge/bridge-nf-call-iptables');
    },
  },
  {
    what: "a host with libvirt's default network beside the bridge",
    prepare: ({ batch, run }) => {
      batch('host', 'link add virbr0 type bridge', 'addr add 192.168.122.1/24 dev virbr0', 'link set virbr0 up');
      run('host', 'echo 1 >/proc/sys/net/ipv4/ip_forward; iptables-restore', libvirtRules);
    },
  },
  {
    what: 'a host that does not forward itself, with strict reverse path filtering',
    prepare: ({ run }) =>
      void run('host', 'echo 0 >/proc/sys/net/ipv4/ip_forward; echo 1 >/proc/sys/net/ipv4/conf/all/rp_filter'),
  },
  {
    what: 'a machine with firewalld-like zones in nft that accept what was translated',
    prepare: ({ run }) =>
      void run(
        'machine',
        `nft 'add table inet zones; add chain inet zones forward { type filter hook forward priority 10; policy drop; }; add set inet zones opened { type ipv4_addr; elements = { 172.16.0.5 }; }; add rule inet zones forward ct state { established, related } accept; add rule inet zones forward iifname "eth0" ip daddr @opened icmp type { echo-request, echo-reply } accept'`,
      ),
  },
];

/** What Docker 24 writes on a host without containers (iptables-save). */
const dockerRules = `*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:DOCKER - [0:0]
:DOCKER-ISOLATION-STAGE-1 - [0:0]
:DOCKER-ISOLATION-STAGE-2 - [0:0]
:DOCKER-USER - [0:0]
-A FORWARD -j DOCKER-USER
-A FORWARD -j DOCKER-ISOLATION-STAGE-1
-A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -o docker0 -j DOCKER
-A FORWARD -i docker0 ! -o docker0 -j ACCEPT
-A FORWARD -i docker0 -o docker0 -j ACCEPT
-A DOCKER-ISOLATION-STAGE-1 -i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2
-A DOCKER-ISOLATION-STAGE-1 -j RETURN
-A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP
-A DOCKER-ISOLATION-STAGE-2 -j RETURN
-A DOCKER-USER -j RETURN
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:DOCKER - [0:0]
-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
-A DOCKER -i docker0 -j RETURN
COMMIT
`;

/** libvirt 9's rules for its default network (src/network/network_iptables.c). */
const libvirtRules = `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:LIBVIRT_FWI - [0:0]
:LIBVIRT_FWO - [0:0]
:LIBVIRT_FWX - [0:0]
-A FORWARD -j LIBVIRT_FWX
-A FORWARD -j LIBVIRT_FWI
-A FORWARD -j LIBVIRT_FWO
-A LIBVIRT_FWI -d 192.168.122.0/24 -o virbr0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A LIBVIRT_FWI -o virbr0 -j REJECT --reject-with icmp-port-unreachable
-A LIBVIRT_FWO -s 192.168.122.0/24 -i virbr0 -j ACCEPT
-A LIBVIRT_FWO -i virbr0 -j REJECT --reject-with icmp-port-unreachable
-A LIBVIRT_FWX -i virbr0 -o virbr0 -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:LIBVIRT_PRT - [0:0]
-A POSTROUTING -j LIBVIRT_PRT
-A LIBVIRT_PRT -s 192.168.122.0/24 -d 224.0.0.0/24 -j RETURN
-A LIBVIRT_PRT -s 192.168.122.0/24 ! -d 192.168.122.0/24 -j MASQUERADE
COMMIT
`;
