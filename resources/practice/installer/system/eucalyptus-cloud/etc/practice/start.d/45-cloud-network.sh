#!/bin/sh
# The cloud's network: NAT between public and private addresses, a filter for each group, DHCP. Instances start later.
# shellcheck source=/dev/null
. /usr/lib/practice/say.sh
open_consoles

for module in veth iptable_filter iptable_nat xt_conntrack xt_mark xt_nat xt_MASQUERADE xt_tcpudp br_netfilter nf_conntrack_netlink; do
  modprobe "$module" || exit 1
done
practice-instance network || exit 1
say "practice-system: network MANAGED-NOVLAN"
