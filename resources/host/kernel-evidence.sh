#!/bin/sh
# Asks the kernel of one place to tell what it does to the probes of a trace, and takes away again what that needs. Root only.
#   watch NAME MAX_SECONDS NFT_TEXT IPTABLES_MATCHES LENGTHS
#   collect NAME
# NFT_TEXT: tables for nft, one block a family, each begun by a line "# FAMILY"; IPTABLES_MATCHES: words of iptables, one rule a line;
# LENGTHS: a filter of tracefs. Each may be empty.
#
#   r ENGINE...      set up: what tells of the probes from now on
#   u ENGINE TEXT    what does not, and why
#   n TEXT           a line of `nft monitor trace`
#   l TEXT           a line of the kernel's log that the target TRACE wrote
#   t TEXT           a line of tracefs
#   x TEXT           what could not be taken away
#   b                a beat, once a second
#
# Everything that is set up has NAME in its name. It is taken away by `collect`, and else by the side of the pipe below that notices
# first: that a beat cannot be written (the line is cut), that the script is gone (kill -9), that its time is over.

LC_ALL=C
export LC_ALL
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
action=$1
name=$2
prefix=nutshell_trace_
tracefs=
for each in /sys/kernel/tracing /sys/kernel/debug/tracing; do
  if [ -d "$each/instances" ]; then tracefs=$each && break; fi
done

has() { command -v "$1" >/dev/null 2>&1; }

# The iptables that keeps its rules the old way, which nft knows nothing of.
find_legacy() {
  for each in iptables-legacy iptables; do
    if has "$each"; then
      case $("$each" --version 2>/dev/null) in
        *nf_tables* | '') ;;
        *) echo "$each" && return 0 ;;
      esac
    fi
  done
  return 1
}

# --- taking away -----------------------------------------------------------------------------------------------------

nft_tables_of() {
  has nft || return 0
  nft list tables 2>/dev/null | awk -v name="$1" '$1 == "table" && $3 == name { print $2 }'
}

# As the commands that put them there, without the quotes that -S adds: what is taken away by its words hits no other rule.
# ".none" behind the name says that nobody logged for IPv4 before.
legacy_rules_of() {
  grep -qx raw /proc/net/ip_tables_names 2>/dev/null || return 0
  "$legacy" -t raw -S 2>/dev/null | tr -d '"' | awk -v name="$1" '$1 == "-A" && ($0 ~ name " " || $0 ~ name ".none ") { $1 = ""; print }'
}

sweep() {
  for family in $(nft_tables_of "$1"); do nft delete table "$family" "$1" 2>/dev/null; done
  if legacy=$(find_legacy); then
    legacy_rules_of "$1" | while read -r words; do
      case $words in
        *"$1.none "*) echo NONE 2>/dev/null >/proc/sys/net/netfilter/nf_log/2 ;;
      esac
      # shellcheck disable=SC2086 # The words of one rule.
      "$legacy" -t raw -D $words 2>/dev/null
    done
  fi
  if [ -n "$tracefs" ] && [ -d "$tracefs/instances/$1" ]; then
    echo 0 2>/dev/null >"$tracefs/instances/$1/tracing_on"
    rmdir "$tracefs/instances/$1" 2>/dev/null
  fi
  return 0
}

tell_leftovers() {
  for family in $(nft_tables_of "$1"); do echo "x nft table $family $1"; done
  if legacy=$(find_legacy); then legacy_rules_of "$1" | sed "s/^/x $legacy -t raw -A/"; fi
  if [ -n "$tracefs" ] && [ -d "$tracefs/instances/$1" ]; then echo "x $tracefs/instances/$1"; fi
}

# What earlier traces left where even their watchdogs were killed: a name that is in no process's arguments.
sweep_orphans() {
  {
    if has nft; then nft list tables 2>/dev/null | awk '$1 == "table" { print $3 }'; fi
    if legacy=$(find_legacy); then legacy_rules_of "${prefix}[0-9a-f]*" | sed "s/.*\\(${prefix}[0-9a-f]*\\).*/\\1/"; fi
    if [ -n "$tracefs" ]; then ls "$tracefs/instances"; fi
  } | sort -u | while read -r each; do
    case $each in
      "$prefix"*) cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\0' '\n' | grep -qx "$each" || sweep "$each" ;;
    esac
  done
}

# --- setting up ------------------------------------------------------------------------------------------------------

# Who listens to traces: netlink family 12 is netfilter, and group 9 the traces (linux/netfilter/nfnetlink.h), here as a bitmap.
count_trace_listeners() {
  awk '$2 == 12 && substr($4, length($4) - 2, 1) ~ /[13579bdf]/ { count++ } END { print count + 0 }' /proc/net/netlink
}

# One family after another: an old kernel may lack one of them. Ready when the kernel has one more listener in its list.
start_nft() {
  has nft || { echo 'u nft There is no program nft.' && return 1; }
  is_on=
  for family in ip bridge netdev; do
    block=$(printf '%s\n' "$nft_text" | awk -v want="# $family" '/^# / { here = ($0 == want); next } here')
    [ -n "$block" ] || continue
    if said=$(printf '%s\n' "$block" | nft -f - 2>&1); then
      is_on=yes
    else
      printf 'u nft family %s: %s\n' "$family" "$(printf '%s' "$said" | head -n 1)"
    fi
  done
  [ -n "$is_on" ] || return 1
  before=$(count_trace_listeners)
  nft monitor trace 2>/dev/null </dev/null >&4 3>&- &
  monitor=$!
  tries=0
  until [ "$(count_trace_listeners)" -gt "$before" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 50 ] || break
    sleep 0.1 2>/dev/null || sleep 1
  done
  engines="$engines nft"
}

start_iptables() {
  grep -q . /proc/net/ip_tables_names 2>/dev/null || return 0
  legacy=$(find_legacy) || { echo 'u iptables Rules of the old iptables are in use, and its program is not there.' && return 0; }
  if ! "$legacy" -t raw -L -n >/dev/null 2>&1; then
    echo 'u iptables This kernel has no table raw.'
    return 0
  fi
  comment=$name
  if grep -q NONE /proc/sys/net/netfilter/nf_log/2 2>/dev/null; then
    comment=$name.none
    for module in nf_log_ipv4 nf_log_syslog ipt_LOG; do modprobe -q "$module" 2>/dev/null; done
    if grep -q NONE /proc/sys/net/netfilter/nf_log/2; then echo nf_log_ipv4 2>/dev/null >/proc/sys/net/netfilter/nf_log/2; fi
  fi
  echo "$name begins" 2>/dev/null >/dev/kmsg
  added=
  while read -r words; do
    [ -n "$words" ] || continue
    for chain in PREROUTING OUTPUT; do
      # shellcheck disable=SC2086 # The words of one rule.
      if said=$("$legacy" -t raw -I "$chain" $words -m comment --comment "$comment" -j TRACE 2>&1); then added=yes; fi
    done
  done <<MATCHES
$iptables_matches
MATCHES
  if [ -n "$added" ]; then engines="$engines iptables"; else printf 'u iptables %s\n' "$(printf '%s' "$said" | head -n 1)"; fi
}

start_tracefs() {
  [ -n "$lengths" ] || { echo 'u tracefs It knows packets by their length alone, and only pings have one of their own.' && return 0; }
  [ -n "$tracefs" ] || { echo 'u tracefs It is not mounted at /sys/kernel/tracing or /sys/kernel/debug/tracing.' && return 0; }
  if ! grep -q reason "$tracefs/events/skb/kfree_skb/format" 2>/dev/null; then
    echo 'u tracefs This kernel does not say why it drops a packet; kernels since 5.17 do.'
    return 0
  fi
  own=$tracefs/instances/$name
  mkdir "$own" 2>/dev/null || { echo 'u tracefs The kernel gives no instance of its own.' && return 0; }
  for event in net/netif_receive_skb net/net_dev_queue; do
    echo "$lengths" >"$own/events/$event/filter" && echo 1 >"$own/events/$event/enable"
  done 2>/dev/null
  { echo 'protocol == 2048' >"$own/events/skb/kfree_skb/filter" && echo 1 >"$own/events/skb/kfree_skb/enable"; } 2>/dev/null
  engines="$engines tracefs"
}

# --- one action or the other -----------------------------------------------------------------------------------------

beat() {
  beats=0
  while [ "$beats" -lt "$max_seconds" ]; do
    sleep 1
    beats=$((beats + 1))
    kill -0 $$ 2>/dev/null || break
    echo b >&3 || break
    echo b 2>/dev/null || break
  done
  sweep "$name"
}

# Standard input is the pipe that beats, descriptor 4 leads to the one who puts the letter before nft's lines.
hold() {
  engines=
  monitor=
  start_nft >&3
  start_iptables >&3
  start_tracefs >&3
  echo "r$engines" >&3
  while read -r _; do
    [ -z "$monitor" ] || kill -0 "$monitor" 2>/dev/null || monitor=
  done
  [ -z "$monitor" ] || kill "$monitor" 2>/dev/null
  sweep "$name"
}

watch() {
  sweep_orphans
  exec 3>&1
  trap '' PIPE
  beat | { hold 4>&1 >/dev/null | while read -r line; do printf 'n %s\n' "$line"; done >&3; }
}

# Only drops of packets that were seen before as probes: the rest of a busy host stays there.
collect() {
  own=$tracefs/instances/$name
  if [ -n "$tracefs" ] && [ -d "$own" ]; then
    echo 0 >"$own/tracing_on"
    awk '{ if (!match($0, /skbaddr=[0-9a-fx]+/)) next; skb = substr($0, RSTART, RLENGTH) }
      /(netif_receive_skb|net_dev_queue): / { ours[skb] = 1; print "t", $0; next }
      skb in ours { print "t", $0 }' "$own/trace" | head -n 400
  fi
  dmesg 2>/dev/null | awk -v mark="$name begins" 'index($0, mark) { found = 1; next } found && /TRACE: / { print "l", $0 }' | head -n 400
  sweep "$name"
  tell_leftovers "$name"
  echo z
}

case $name in
  "$prefix"[0-9a-f]*) ;;
  *) exit 2 ;;
esac
if [ "$(id -u)" != 0 ]; then
  echo 'u kernel Only root may ask the kernel: log in as root, or through sudo.'
  if [ "$action" = watch ]; then echo r; else echo z; fi
  exit 0
fi
if [ "$action" = watch ]; then
  max_seconds=$3
  nft_text=$4
  iptables_matches=$5
  lengths=$6
  watch
else
  collect
fi
exit 0
