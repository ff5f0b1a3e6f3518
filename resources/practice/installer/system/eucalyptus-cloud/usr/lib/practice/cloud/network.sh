# shellcheck shell=sh
# Makes this machine's network what the records say: rules, public addresses, the group's gateway, DHCP. Needs settings.sh, records.sh
# and rules.sh. Everything may be there already: it is done again after each change, as eucanetd does.
#
# shellcheck disable=SC2034,SC2154
# Variables are shared by all parts: settings.sh and read_record set most of them.

has_address() {
  ip -o -4 address show dev "$1" | grep -qF " $2 "
}

# add_address INTERFACE ADDRESS/PREFIX [WORD...]
add_address() {
  interface=$1 address=$2
  shift 2
  has_address "$interface" "$address" || ip address add "$address" dev "$interface" "$@"
}

# Public addresses are /32 on the public interface, so that this machine answers ARP for them; each one is there while an instance has it.
apply_public_addresses() {
  wanted=" $(list_values public | tr '\n' ' ')"
  for address in $(list_public_addresses "$(get_setting "$conf" VNET_PUBLICIPS)"); do
    case $wanted in
      *" $address "*)
        has_address "$public_interface" "$address/32" && continue
        ip address add "$address/32" dev "$public_interface"
        arping -q -U -c 1 -I "$public_interface" "$address" 2>/dev/null
        ;;
      *) ! has_address "$public_interface" "$address/32" || ip address del "$address/32" dev "$public_interface" ;;
    esac
  done
}

print_dhcp_settings() {
  printf '%s\n' "interface $private_interface" "start $first_private" "end $last_private" "lease_file $run/udhcpd.leases" \
    "pidfile $run/udhcpd.pid" "opt subnet $group_mask" "opt router $gateway" "opt lease 86400" 'opt domain eucalyptus.internal'
  for server in $(get_setting "$conf" VNET_DNS); do
    echo "opt dns $server"
  done
  for each in $(list_instances); do
    read_record "$each"
    echo "static_lease $mac $private"
  done
}

# DHCP on the private network, on the bridge of a Cloud in a Box only: a frontend's private interface is everybody's network.
apply_dhcp() {
  [ -d "/sys/class/net/$private_interface/bridge" ] || return 0
  print_dhcp_settings >"$run/udhcpd.conf"
  [ ! -s "$run/udhcpd.pid" ] || kill "$(cat "$run/udhcpd.pid")" 2>/dev/null
  touch "$run/udhcpd.leases"
  udhcpd -S "$run/udhcpd.conf" </dev/null >/dev/null 2>&1
}

# The init script of eucalyptus-cc sets both switches (tools/eucalyptus-cc.in).
apply_switches() {
  echo 1 >/proc/sys/net/ipv4/ip_forward
  if [ -e /proc/sys/net/bridge/bridge-nf-call-iptables ]; then echo 1 >/proc/sys/net/bridge/bridge-nf-call-iptables; fi
}

apply_network() {
  read_settings
  apply_switches
  apply_rules || return 1
  apply_public_addresses
  add_address "$private_interface" "$gateway/$group_prefix"
  add_address "$private_interface" 169.254.169.254/32 scope link
  apply_dhcp
}
