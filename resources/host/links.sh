#!/bin/sh
# What is read of the links of any place in the same way, for the scripts behind it; frame.sh goes in front.
#
# shellcheck disable=SC2154,SC2317
# value comes from read_value of frame.sh; the functions are called by the scripts behind this one.

# Without iproute2: what the kernel shows in files, read by the shell itself.
links_from_sysfs() {
  for folder in /sys/class/net/*; do
    [ -e "$folder/ifindex" ] || continue
    printf 'link=%s\n' "${folder##*/}"
    for file in ifindex address mtu flags carrier operstate iflink type brport/state bonding/slaves \
      statistics/rx_bytes statistics/rx_packets statistics/rx_dropped statistics/rx_errors \
      statistics/tx_bytes statistics/tx_packets statistics/tx_dropped statistics/tx_errors; do
      if read_value "$folder/$file"; then printf '%s=%s\n' "$file" "$value"; fi
    done
    for feature in bridge bonding tun_flags device; do
      [ -e "$folder/$feature" ] && printf 'has=%s\n' "$feature"
    done
    for port in "$folder"/brif/*; do
      [ -e "$port" ] && printf 'port=%s\n' "${port##*/}"
    done
    [ -e "/proc/net/vlan/${folder##*/}" ] && echo 'has=vlan'
  done
  return 0
}

listening() {
  if [ -r /proc/net/tcp6 ]; then set -- /proc/net/tcp /proc/net/tcp6; else set -- /proc/net/tcp; fi
  grep -h ' 0A ' "$@"
  [ $? -le 1 ]
}

# Links and addresses in one, or one after the other where there is no JSON.
links() {
  ask links ip -j -d -s addr && return
  ask links ip -o -d -s link || ask_as links 'read /sys/class/net/*/{ifindex,address,mtu,flags,brport/state,…}' links_from_sysfs
  ask addresses ip -o addr
}
