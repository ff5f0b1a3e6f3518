#!/bin/sh
# What udhcpc calls when a lease comes, changes or ends.
# shellcheck disable=SC2154 # udhcpc sets these
case $1 in
  deconfig) ip address flush dev "$interface" ;;
  bound | renew)
    ip address flush dev "$interface"
    ip address add "$ip/$mask" dev "$interface"
    [ -z "${router:-}" ] || ip route replace default via "${router%% *}"
    for server in ${dns:-}; do
      printf 'nameserver %s\n' "$server"
    done >/etc/resolv.conf
    ;;
esac
