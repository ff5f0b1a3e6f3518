# shellcheck shell=sh
# Writes the answers into the installed system, in the places where EL6 has them.

write_file() {
  mkdir -p "$TARGET/${1%/*}"
  cat >"$TARGET/$1"
}

# configure ROLE
configure() {
  put hostname "$(get_or hostname "$1-$(get address | tr '.' '-')")"
  write_identity "$1"
  write_network
  write_password
  case $1 in
    ciab | frontend) write_cloud "$1" ;;
  esac
}

write_identity() {
  get hostname | write_file etc/hostname
  printf '127.0.0.1 localhost\n%s %s\n' "$(get address)" "$(get hostname)" | write_file etc/hosts
  printf '%s\n' "$1" | write_file etc/practice/role
  printf 'ZONE="%s"\n' "$(get timezone)" | write_file etc/sysconfig/clock
  printf 'LANG="%s"\n' "$(get language)" | write_file etc/sysconfig/i18n
}

write_network() {
  scripts=etc/sysconfig/network-scripts
  interface=$(get interface)
  write_interface "$interface" "$(cat "/sys/class/net/$interface/address")" | write_file "$scripts/ifcfg-$interface"
  for server in $(get dns); do
    printf 'nameserver %s\n' "$server"
  done | write_file etc/resolv.conf
}

# write_interface NAME MAC
write_interface() {
  printf 'DEVICE=%s\nHWADDR=%s\nONBOOT=yes\nBOOTPROTO=%s\n' "$1" "$2" "$(get method)"
  [ "$(get method)" = static ] || return 0
  printf 'IPADDR=%s\nNETMASK=%s\nGATEWAY=%s\n' "$(get address)" "$(get netmask)" "$(get gateway)"
}

write_password() {
  printf 'root:%s:15814:0:99999:7:::\n' "$(get password_hash)" | write_file etc/shadow
  chmod 600 "$TARGET/etc/shadow"
}

write_cloud() {
  write_vnet_settings | write_file etc/eucalyptus/eucalyptus.conf
  [ "$1" = ciab ] || return 0
  # As FastStart writes it: a bridge of its own that does not enslave eth0.
  printf 'DEVICE=br0\nTYPE=Bridge\nONBOOT=yes\nBOOTPROTO=static\nIPADDR=%s\nNETMASK=255.255.255.255\nDELAY=0\nNM_CONTROLLED=no\n' \
    "$(get bridge_address)" | write_file etc/sysconfig/network-scripts/ifcfg-br0
}

# The kernel word instance= wins over the same wish in eucalyptus.conf: the first line counts.
write_vnet_settings() {
  ! get_word instance >/dev/null || printf 'PRACTICE_INSTANCE="%s"\n' "$(get_word instance)"
  [ ! -f "$ANSWERS/other_settings" ] || cat "$ANSWERS/other_settings"
  echo 'VNET_MODE="MANAGED-NOVLAN"'
  for file in "$ANSWERS"/VNET_*; do
    printf '%s="%s"\n' "${file##*/}" "$(cat "$file")"
  done
  grep -q '^CREATE_SC_LOOP_DEVICES=' "$ANSWERS/other_settings" 2>/dev/null || echo 'CREATE_SC_LOOP_DEVICES="256"'
}
