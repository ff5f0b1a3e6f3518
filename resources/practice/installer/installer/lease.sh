#!/bin/sh
# What udhcpc calls with a lease: sets the interface up and keeps the lease as answers.
# shellcheck source-path=SCRIPTDIR source=answers.sh
. /cdrom/installer/answers.sh

[ "$1" = bound ] || exit 0
# shellcheck disable=SC2154 # udhcpc sets these
ip address add "$ip/$mask" dev "$interface"
# shellcheck disable=SC2154
put netmask "$subnet"
[ -z "${router:-}" ] || ip route add default via "${router%% *}"
put gateway "${router%% *}"
put dns "${dns:-}"
for server in ${dns:-}; do
  printf 'nameserver %s\n' "$server"
done >/etc/resolv.conf
put address "$ip"
