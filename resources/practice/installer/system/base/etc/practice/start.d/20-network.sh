#!/bin/sh
# Sets up every interface that /etc/sysconfig/network-scripts/ifcfg-* describes.
# shellcheck source=/dev/null
. /usr/lib/practice/say.sh
# shellcheck source=/dev/null
. /usr/lib/practice/ifcfg.sh
open_consoles

start_interface() {
  device=$(get_setting "$1" DEVICE)
  [ "$(get_setting "$1" TYPE)" != Bridge ] || { modprobe bridge && ip link add "$device" type bridge; } || return 1
  ip link set "$device" up || return 1
  case $(get_setting "$1" BOOTPROTO) in
    dhcp) udhcpc -i "$device" -b -S -s /usr/lib/practice/lease.sh >/dev/null ;;
    *) start_static "$1" "$device" ;;
  esac
}

start_static() {
  address=$(get_setting "$1" IPADDR)
  [ -n "$address" ] || return 0
  ip address add "$address/$(to_prefix "$(get_setting "$1" NETMASK)")" dev "$2" || return 1
  gateway=$(get_setting "$1" GATEWAY)
  [ -z "$gateway" ] || ip route add default via "$gateway"
}

ip link set lo up
for file in /etc/sysconfig/network-scripts/ifcfg-*; do
  if start_interface "$file"; then
    say "practice-system: network $(get_setting "$file" DEVICE) $(get_address "$(get_setting "$file" DEVICE)")"
  else
    say "practice-system: the interface of $file could not be set up"
  fi
done
