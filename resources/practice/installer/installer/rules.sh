# shellcheck shell=sh
# Address rules of the FastStart screens. Pure: each check prints one sentence and
# fails, or is silent. Source: silvereye 6ad1c12^, iw/frontend_gui.py.

# Four decimal numbers 0..255 without leading zeros (inet_aton would read those as octal).
# The first test keeps out a second line, which grep would look at by itself.
is_address() {
  case $1 in
    *[!0-9.]*) return 1 ;;
  esac
  printf '%s\n' "$1" | grep -qxE '((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])'
}

to_number() {
  # shellcheck disable=SC2086 # splitting at the dots is the point
  (IFS=. && set -- $1 && echo $(($1 << 24 | $2 << 16 | $3 << 8 | $4)))
}

is_netmask() {
  is_address "$1" || return 1
  inverse=$((4294967295 - $(to_number "$1")))
  [ $((inverse & (inverse + 1))) -eq 0 ] && [ "$inverse" -lt 4294967295 ]
}

# is_inside ADDRESS OTHER NETMASK: are both in the same network?
is_inside() {
  mask=$(to_number "$3")
  [ $(($(to_number "$1") & mask)) -eq $(($(to_number "$2") & mask)) ]
}

count_prefix_bits() {
  bits=0 rest=$(to_number "$1")
  while [ $((rest & 2147483648)) -ne 0 ]; do
    bits=$((bits + 1)) rest=$(((rest << 1) & 4294967295))
  done
  echo "$bits"
}

check_address() {
  is_address "$1" || { echo "\"$1\" is not an IPv4 address. Write four numbers from 0 to 255 with dots, such as 10.101.7.2." && return 1; }
}

check_netmask() {
  is_netmask "$1" || { echo "\"$1\" is not a netmask. Write it as four numbers, such as 255.255.0.0." && return 1; }
}

# One or more addresses, separated by spaces or commas.
check_dns() {
  list=$(printf '%s' "$1" | tr ',' ' ')
  [ -n "$(printf '%s' "$list" | tr -d ' ')" ] || { echo "Give at least one DNS server." && return 1; }
  for server in $list; do
    is_address "$server" || { echo "The DNS server \"$server\" is not an IPv4 address." && return 1; }
  done
}

# check_public_ips LIST ADDRESS NETMASK: either one range a-b, or single addresses.
check_public_ips() {
  case $1 in
    *-*) check_public_range "$@" ;;
    *) check_public_list "$@" ;;
  esac
}

check_public_range() {
  start=${1%%-*} end=${1#*-}
  { is_address "$start" && is_address "$end"; } ||
    { echo "\"$1\" is not a range of IP addresses. Write one range such as 10.101.7.64-10.101.7.95, or single addresses with spaces between." && return 1; }
  check_in_subnet "$start" "$2" "$3" && check_in_subnet "$end" "$2" "$3" || return 1
  [ "$(to_number "$start")" -le "$(to_number "$end")" ] ||
    { echo "The range \"$1\" ends before it starts." && return 1; }
}

check_public_list() {
  [ -n "$(printf '%s' "$1" | tr -d ' ')" ] || { echo "The public IP range or list must not be empty." && return 1; }
  for address in $1; do
    is_address "$address" || { echo "The public IP \"$address\" is not an IPv4 address." && return 1; }
    check_in_subnet "$address" "$2" "$3" || return 1
  done
}

check_in_subnet() {
  is_inside "$1" "$2" "$3" || { echo "The public IP $1 is outside the subnet of the public network interface ($2, netmask $3)." && return 1; }
}

# check_private_network SUBNET NETMASK
check_private_network() {
  { is_address "$1" && is_netmask "$2" && is_inside "$1" "$1" "$2" &&
    [ $(($(to_number "$1") & (4294967295 - $(to_number "$2")))) -eq 0 ]; } ||
    { echo "Invalid netmask for private network: $1 with $2 leaves host bits set." && return 1; }
}

# check_group_size SIZE NETMASK: "Addresses per security group".
check_group_size() {
  case $1 in
    '' | *[!0-9]* | 0*) echo "Addresses per security group must be a number such as 32." && return 1 ;;
  esac
  [ $(($1 & ($1 - 1))) -eq 0 ] || { echo "Addresses per security group must be a power of two (16, 32, 64, 128 or 256)." && return 1; }
  [ $((4294967295 - $(to_number "$2"))) -ge "$1" ] ||
    { echo "The private subnet (netmask $2) has no room for $1 addresses per security group." && return 1; }
}
