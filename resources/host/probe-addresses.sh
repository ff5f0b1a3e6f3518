#!/bin/sh
# Proves which addresses of a network nobody has, by asking for each with ARP, in one round trip:
#   cat frame.sh probe-addresses.sh | sh -s -- NONCE DEVICE FIRST-LAST...
# A ping makes the kernel ask, whatever becomes of the ping itself; its table of neighbours tells who answered. That works wherever
# ping and iproute2 are. Where tcpdump is there too it hears every answer, so that two that answer for one address are both seen.
# Changes nothing but the kernel's memory of neighbours, which forgets by itself.
#
# shellcheck disable=SC2317 # Nearly every function is called by its name, through ask_as.

device=$2
shift 2
# So many pings at once, each a second long.
at_once=64

# first and last, as numbers. FIRST-LAST or one address
to_numbers() {
  old_ifs=$IFS
  IFS=.-
  # shellcheck disable=SC2086 # Splitting at the dots is the point.
  set -- $1 $1
  IFS=$old_ifs
  first=$((($1 << 24) + ($2 << 16) + ($3 << 8) + $4))
  last=$((($5 << 24) + ($6 << 16) + ($7 << 8) + $8))
}

# Every address of the ranges, with a blank around each.
list_addresses() {
  addresses=' '
  for range in "$@"; do
    to_numbers "$range"
    while [ "$first" -le "$last" ]; do
      addresses="$addresses$((first >> 24)).$((first >> 16 & 255)).$((first >> 8 & 255)).$((first & 255)) "
      first=$((first + 1))
    done
  done
}

# What the kernel learned before proves nothing now. Entries that somebody fixed stay.
forget_neighbours() {
  ip -4 neigh show dev "$device" | while read -r address rest; do
    case $rest in *PERMANENT* | *NOARP*) continue ;; esac
    case $addresses in *" $address "*) ip neigh del "$address" dev "$device" ;; esac
  done
}

count_listeners() {
  listeners=0
  while read -r _; do listeners=$((listeners + 1)); done </proc/net/packet
}

# Its lines go where ours go. The kernel's list of packet sockets tells when it has begun to listen.
begin_to_listen() {
  count_listeners
  before=$listeners
  tcpdump -l -t -n -e -p -i "$device" 'arp[6:2] = 2' &
  listener=$!
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    count_listeners
    [ "$listeners" = "$before" ] || return 0
    sleep 0.2 2>/dev/null || sleep 1
  done
}

ask_everybody() {
  waiting=0
  for address in $addresses; do
    ping -c 1 -W 1 -I "$device" "$address" >/dev/null 2>&1 &
    pings="$pings $!"
    waiting=$((waiting + 1))
    [ "$waiting" -ge "$at_once" ] || continue
    wait_for_pings
  done
  wait_for_pings
  # The kernel asks three times, a second apart, before it gives up on an address.
  sleep 2
}

pings=''
# Not for tcpdump, which has no end of its own.
wait_for_pings() {
  # shellcheck disable=SC2086 # A list of numbers, to be split.
  [ -z "$pings" ] || wait $pings
  pings=''
  waiting=0
}

probe() {
  if ! has ping || ! has ip; then
    echo 'ping and ip are needed for this, and not both are on this host' >&2
    return 127
  fi
  if [ ! -e "/sys/class/net/$device" ]; then
    echo "there is no $device on this host" >&2
    return 1
  fi
  forget_neighbours
  listener=''
  if has tcpdump; then begin_to_listen; fi
  ask_everybody
  if [ -n "$listener" ]; then
    # Still there? Then it has heard everything.
    if kill "$listener" 2>/dev/null; then echo 'listened=yes'; fi
    wait "$listener"
  fi
  return 0
}

list_addresses "$@"
ask_as probe "ping -c 1 -W 1 -I $device, tcpdump -i $device arp" probe
ask neighbours ip -j -4 neigh show || ask neighbours ip -4 -o neigh show
ask own ip -4 -o addr show
finish
exit 0
