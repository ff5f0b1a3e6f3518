#!/bin/sh
# Reads the network of one place (a KVM host, a machine on it, an instance inside that) in one round trip, for the walk that tells
# where a packet ends. Needs frame.sh, links.sh and qemu-processes.sh in front of it. Changes nothing and loads no kernel module.
#
# Every command may be missing or too old: it is asked for again in an older way under the same name, and the last one counts. What
# is left unread stays unread; it is never an empty list.
#
# shellcheck disable=SC2154,SC2317
# value comes from read_value of frame.sh; nearly every function is called by its name, through ask.

place_identity() {
  for file in /proc/sys/kernel/hostname /proc/sys/kernel/osrelease; do
    read_value "$file"
    printf '%s\n' "$value"
  done
}

# Bridges and their ports as the kernel shows them in files since 2.6.18, read by the shell itself. A file that is not there (an old
# kernel, a feature that was left out) is not printed.
bridges_from_sysfs() {
  for folder in /sys/class/net/*/bridge; do
    [ -d "$folder" ] || continue
    bridge=${folder%/bridge}
    printf 'bridge=%s\n' "${bridge##*/}"
    print_values "$folder" stp_state forward_delay vlan_filtering default_pvid nf_call_iptables nf_call_arptables
    for port in "$bridge"/brif/*; do
      [ -e "$port" ] || continue
      printf 'port=%s\n' "${port##*/}"
      print_values "$port" state port_no learning unicast_flood isolated hairpin_mode
    done
  done
  return 0
}

# FOLDER FILE...: name=value for each file that can be read.
print_values() {
  values_folder=$1
  shift
  for file in "$@"; do
    if read_value "$values_folder/$file"; then printf '%s=%s\n' "$file" "$value"; fi
  done
}

# Where `bridge` is missing brctl knows ports by number only; bridges_from_sysfs has the numbers.
learned_by_brctl() {
  has brctl || {
    echo 'neither bridge nor brctl is there' >&2
    return 127
  }
  for folder in /sys/class/net/*/bridge; do
    [ -d "$folder" ] || continue
    bridge=${folder%/bridge}
    printf 'bridge=%s\n' "${bridge##*/}"
    brctl showmacs "${bridge##*/}" || return
  done
}

vlans() {
  for file in /sys/class/net/*/bridge/vlan_filtering; do
    if read_value "$file" && [ "$value" = 1 ]; then
      bridge -j vlan show
      return
    fi
  done
  echo '[]'
}

# Switches are one digit each, and the shell reads them itself: a shell that reads byte by byte gets no more than the first of such
# a file, so what is longer is left to cat.
network_switches() {
  for file in ipv4/ip_forward ipv4/icmp_echo_ignore_all bridge/bridge-nf-call-iptables bridge/bridge-nf-call-arptables; do
    if read_value "/proc/sys/net/$file"; then printf '%s=%s\n' "$file" "$value"; fi
  done
  for file in netfilter/nf_conntrack_count netfilter/nf_conntrack_max; do
    if [ -r "/proc/sys/net/$file" ]; then
      printf '%s=' "$file"
      cat "/proc/sys/net/$file"
    fi
  done
  for folder in /proc/sys/net/ipv4/conf/*; do
    for file in forwarding rp_filter arp_ignore arp_filter proxy_arp; do
      if read_value "$folder/$file"; then printf 'ipv4/conf/%s/%s=%s\n' "${folder##*/}" "$file" "$value"; fi
    done
  done
}

# iptables-save without -t lists the tables that are there and loads none; iptables -L would.
packet_rules() {
  ask iptables iptables-save -c
  # The tables of the old kind beside those of nft, where the kernel has any.
  if has iptables-legacy-save && [ -r /proc/net/ip_tables_names ] && read_value /proc/net/ip_tables_names; then
    ask iptables-legacy iptables-legacy-save -c
  fi
  ask nft nft -j list ruleset || ask nft nft list ruleset
  ask_as ebtables ebtables-save frame_rules
}

# The ebtables of old loads its tables when it is asked, so it is asked only where one of them is in use.
frame_rules() {
  case $(ebtables -V 2>/dev/null) in
    *nf_tables*) ebtables-save ;;
    '')
      echo 'ebtables: not found' >&2
      return 127
      ;;
    *) if grep -q '^ebtable_' /proc/modules 2>/dev/null; then ebtables-save; fi ;;
  esac
}

# Connections whose destination is translated, at most 500 of them: a busy machine tracks a hundred thousand others.
translated_connections() {
  if [ ! -e /proc/sys/net/netfilter/nf_conntrack_count ]; then return 0; fi
  if has conntrack; then
    # A pipe would hide that it may not be asked.
    limited conntrack -C >/dev/null || return
    limited conntrack -L 2>/dev/null | keep_translated
  elif [ -r /proc/net/nf_conntrack ]; then
    keep_translated </proc/net/nf_conntrack
  else
    echo 'neither conntrack nor /proc/net/nf_conntrack is there' >&2
    return 127
  fi
}

# Whose answers come from another address than was asked: the second src= is not the first dst=.
keep_translated() {
  awk '{ asked = ""; answers = 0
    for (i = 1; i <= NF; i++) {
      if (asked == "" && $i ~ /^dst=/) { asked = substr($i, 5) }
      if ($i ~ /^src=/ && ++answers == 2 && substr($i, 5) != asked && kept++ < 500) { print }
    } }'
}

# What classifiers do to arriving frames, of the devices that have any.
ingress_filters() {
  queues=$(tc qdisc show) || return
  printf '%s\n' "$queues" | while read -r _ kind _ _ device _; do
    case $kind in
      ingress | clsact)
        printf 'device=%s\n' "$device"
        tc filter show dev "$device" ingress 2>/dev/null || tc filter show dev "$device" parent ffff:
        ;;
    esac
  done
}

inspect_network() {
  ask_as place 'cat /proc/sys/kernel/hostname /proc/sys/kernel/osrelease' place_identity
  links
  ask_as bridges 'cat /sys/class/net/*/bridge/* /sys/class/net/*/brport/*' bridges_from_sysfs
  ask routes ip -j -d route show table all || ask routes ip route show table all || ask routes cat /proc/net/route
  ask rules ip -j rule || ask rules ip rule
  ask neighbours ip -j neigh || ask neighbours ip -o neigh || ask neighbours cat /proc/net/arp
  ask forwarding bridge -j fdb show || ask forwarding bridge fdb show || ask_as forwarding 'brctl showmacs BRIDGE' learned_by_brctl
  ask_as vlans 'bridge -j vlan show' vlans
  ask_as switches 'sysctl net.ipv4 net.bridge net.netfilter' network_switches
  packet_rules
  ask_as connections 'conntrack -L' translated_connections
  ask_as ingress 'tc filter show' ingress_filters
  ask_as listening "grep ' 0A ' /proc/net/tcp /proc/net/tcp6" listening
  ask counters cat /proc/net/snmp /proc/net/netstat
  ask_as processes 'cat /proc/*/cmdline; grep iff: /proc/*/fdinfo/*' qemu_processes
  finish
}

inspect_network
exit 0
