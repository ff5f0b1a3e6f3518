# shellcheck shell=sh
# The cloud screen of Cloud-in-a-box and Frontend, with FastStart's labels and defaults.

check_public() {
  check_public_ips "$1" "$(get address)" "$(get netmask)"
}

check_private_subnet() {
  check_address "$1"
}

check_private_mask() {
  check_netmask "$1" && check_private_network "$(get VNET_SUBNET)" "$1"
}

check_group() {
  check_group_size "$1" "$(get VNET_NETMASK)"
}

# ask_cloud KEY CHECK LABEL DEFAULT: the answer before wins over the default.
ask_cloud() {
  current=$(get "$1")
  ask_until "$2" "$3" "${current:-$4}" || return 1
  put "$1" "$REPLY"
}

# The cloud's defaults; a Cloud-in-a-box always has its own bridge br0 as private interface.
put_cloud_defaults() {
  has VNET_SUBNET || put VNET_SUBNET 172.31.254.0
  has VNET_NETMASK || put VNET_NETMASK 255.255.254.0
  has VNET_ADDRSPERNET || put VNET_ADDRSPERNET 32
  has VNET_PRIVINTERFACE || put VNET_PRIVINTERFACE "$(get interface)"
  [ "$1" != ciab ] || { put VNET_PRIVINTERFACE br0 && put bridge_address "$(get_or bridge_address 172.31.252.1)"; }
}

get_or() {
  if has "$1"; then get "$1"; else printf '%s\n' "$2"; fi
}

screen_advanced() {
  [ "$1" = ciab ] || ask_cloud VNET_PRIVINTERFACE check_interface "Private Network Interface:" "$(get interface)" || return 1
  ask_cloud VNET_SUBNET check_private_subnet "Private Subnet:" 172.31.254.0 || return 1
  ask_cloud VNET_NETMASK check_private_mask "Private Netmask:" 255.255.254.0 || return 1
  ask_cloud VNET_ADDRSPERNET check_group "Addresses per security group:" 32 || return 1
  [ "$1" != ciab ] || ask_cloud bridge_address check_address "NC Bridge IP:" 172.31.252.1 || return 1
}

# screen_cloud ROLE
screen_cloud() {
  title cloud "Eucalyptus: cloud configuration"
  say "The public range should have enough addresses for all instances that run at"
  say "the same time, in the subnet of the public interface, used by nobody else."
  put_cloud_defaults "$1"
  ask_cloud VNET_PUBINTERFACE check_interface "Public Network Interface:" "$(get interface)" || return 1
  ask_cloud VNET_PUBLICIPS check_public "Public IP range/list:" "" || return 1
  ask_cloud VNET_DNS check_dns "DNS server:" "$(get dns)" || return 1
  put VNET_DNS "$(to_list "$(get VNET_DNS)")"
  say ""
  say "Advanced options, which you will generally not need to modify:"
  ask_button Keep Keep Modify || return 1
  [ "$REPLY" = Keep ] || screen_advanced "$1" || return 1
  put cloud "done"
}
