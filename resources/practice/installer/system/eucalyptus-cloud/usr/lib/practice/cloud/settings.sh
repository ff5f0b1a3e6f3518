# shellcheck shell=sh
# What eucalyptus.conf says, and what follows from it for the one security group that this cloud has. Needs ifcfg.sh and addresses.sh.
#
# shellcheck disable=SC2034,SC2154
# Variables are shared by all parts: settings.sh and read_record set most of them.

conf=${PRACTICE_CONF:-/etc/eucalyptus/eucalyptus.conf}
state=${PRACTICE_STATE:-/var/lib/practice}
run=${PRACTICE_RUN:-/run}

# Sets public_interface, private_interface, subnet, group_network, group_prefix, group_mask, gateway, first_private and last_private.
# Group networks are numbered from 2, the gateway is address 1 of one, its instances have 9 to N-2 (Eucalyptus 3.3.0, net/vnetwork.c).
read_settings() {
  public_interface=$(get_setting "$conf" VNET_PUBINTERFACE)
  private_interface=$(get_setting "$conf" VNET_PRIVINTERFACE)
  size=$(get_setting "$conf" VNET_ADDRSPERNET)
  subnet_number=$(to_number "$(get_setting "$conf" VNET_SUBNET)")
  subnet=$(to_address "$subnet_number")/$(to_prefix "$(get_setting "$conf" VNET_NETMASK)")
  group_number=$((subnet_number + 2 * size))
  group_prefix=$(count_prefix_bits "$size")
  group_mask=$(to_address $((4294967296 - size)))
  group_network=$(to_address "$group_number")/$group_prefix
  gateway=$(to_address $((group_number + 1)))
  first_private=$(to_address $((group_number + 9)))
  last_private=$(to_address $((group_number + size - 2)))
}

# fail SENTENCE: the end of a command that cannot do what it was asked.
fail() {
  printf 'practice-instance: %s\n' "$*" >&2
  exit 1
}

# make_id KIND: i-1a2b3c4d, as Eucalyptus numbers things.
make_id() {
  printf '%s-%s\n' "$1" "$(head -c 4 /dev/urandom | hexdump -v -e '1/1 "%02x"')"
}

# get_id KIND: the one of its kind, numbered when it is first asked for.
get_id() {
  mkdir -p "$state/ids"
  [ -s "$state/ids/$1" ] || make_id "$1" >"$state/ids/$1"
  cat "$state/ids/$1"
}
