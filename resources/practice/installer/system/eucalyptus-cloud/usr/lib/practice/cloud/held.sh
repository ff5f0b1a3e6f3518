# shellcheck shell=sh
# Public addresses that an account holds, whatever instance has them: a file for each in STATE/addresses. Which instance has one is in
# that instance's record. Needs settings.sh, addresses.sh, records.sh and network.sh.
#
# shellcheck disable=SC2034,SC2154
# Variables are shared by all parts: settings.sh and read_record set most of them.

# Public addresses that the cloud may give away, one a line.
list_unheld_addresses() {
  list_public_addresses "$(get_setting "$conf" VNET_PUBLICIPS)" | while read -r each; do
    [ -e "$state/addresses/$each" ] || echo "$each"
  done
}

# find_holder ADDRESS: prints the instance that has it.
find_holder() {
  for each in $(list_instances); do
    read_record "$each"
    if [ "$public" = "$1" ]; then
      echo "$each"
      return
    fi
  done
}

list_held() {
  for file in "$state"/addresses/*; do
    [ -f "$file" ] || continue
    holder=$(find_holder "${file##*/}")
    echo "${file##*/} ${holder:--}"
  done
}

need_held() {
  case $1 in
    '' | *[!0-9.]*) fail "\"$1\" is no address." ;;
  esac
  [ -f "$state/addresses/$1" ] || fail "the address $1 is not held; practice-instance addresses lists those that are."
}

allocate_address() {
  address=$(list_unheld_addresses | find_free public) || fail "all public addresses are in use."
  mkdir -p "$state/addresses"
  : >"$state/addresses/$address"
  echo "$address"
}

# give_address ID ADDRESS: without an address it has none.
give_address() {
  read_record "$1"
  public=$2
  write_record "$1"
}

# Whoever loses an address gets another one of the cloud's where one is free, as Eucalyptus does.
replace_address() {
  give_address "$1" ''
  give_address "$1" "$(list_unheld_addresses | find_free public)"
}

# associate_address ADDRESS ID
associate_address() {
  need_node
  need_held "$1"
  need_instance "$2"
  holder=$(find_holder "$1")
  [ "$holder" != "$2" ] || return 0
  [ -z "$holder" ] || give_address "$holder" ''
  give_address "$2" "$1"
  [ -z "$holder" ] || replace_address "$holder"
  apply_network
}

disassociate_address() {
  need_held "$1"
  holder=$(find_holder "$1")
  [ -n "$holder" ] || fail "no instance has the address $1."
  replace_address "$holder"
  apply_network
}

release_address() {
  need_held "$1"
  holder=$(find_holder "$1")
  [ -z "$holder" ] || fail "instance $holder has the address $1: take it from there first."
  rm "$state/addresses/$1"
}
