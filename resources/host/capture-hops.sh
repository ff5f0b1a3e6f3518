#!/bin/sh
# Listens at interfaces of one place with tcpdump, over one channel, and sends what it captures as lines of text.
# Arguments: MAX_SECONDS SNAP_BYTES FILTER INTERFACE...
#
#   d N TEXT   bytes of interface number N (from 0) in base64; x N TEXT: the same in hexadecimal, where there is no base64
#   s N TEXT   a line of tcpdump's: that it listens, what is wrong, how many packets it took and how many the kernel dropped
#   e N        tcpdump at N has ended
#   b          a beat, once a second
#
# Nothing is written to any file, and nothing is left behind: one side of the pipe below beats, the other listens. Where the channel is
# cut a beat cannot be written, where the script is killed the beating side sees that; either way it ends, and every listener reads the
# end of the pipe and stops its tcpdump.

LC_ALL=C
export LC_ALL
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
max_seconds=$1
snap_bytes=$2
filter=$3
shift 3

options=
usage=$(tcpdump --help 2>&1)
# Without it packets arrive up to a second late; tcpdump has it since 4.7.
case $usage in *immediate-mode*) options=--immediate-mode ;; esac
# As root it becomes the user tcpdump, and ends where a small system lacks that one (droproot in tcpdump.c): there it stays root.
case $usage in *'-Z user'*) id tcpdump >/dev/null 2>&1 || options="$options -Z root" ;; esac

if command -v base64 >/dev/null 2>&1; then
  letter=d
  encode() { base64; }
else
  letter=x
  encode() { od -A n -v -t x1; }
fi

# One newline for each listener: whichever of them reads it, each gets one in the end. A name that $$ has is the whole script's.
beat() {
  round=
  for _ in "$@"; do round="$round\\n"; done
  beats=0
  while [ "$beats" -lt "$max_seconds" ]; do
    sleep 1
    beats=$((beats + 1))
    kill -0 $$ 2>/dev/null || exit 0
    echo b >&3 || exit 0
    # shellcheck disable=SC2059 # Newlines, as many as there are listeners.
    printf "$round" || exit 0
  done
}

# Lines of 57 bytes, each written at once: lines of different listeners do not run into one another.
send() {
  while dd bs=49152 count=1 2>/dev/null | encode |
    awk -v head="$letter $1" '{ print head, $0; fflush(); lines++ } END { exit (lines == 0) }'; do :; done
}

tell() {
  while read -r line; do printf 's %s %s\n' "$1" "$line"; done
  printf 'e %s\n' "$1"
}

is_alive() {
  read -r _ _ state _ 2>/dev/null <"/proc/$1/stat" && [ "$state" != Z ]
}

# SIGUSR1 asks tcpdump for its counts. One that does not know it (those of CentOS 6 tell only in BSD, by SIGINFO) would be ended by it, so the
# kernel is asked first whether it is caught: signal 10 is bit 9 of SigCgt (proc(5)), the 2 in the third digit from the right.
tells_counts() {
  while read -r key mask; do
    case $key$mask in
      SigCgt:*[2367abef]??) return 0 ;;
    esac
  done 2>/dev/null <"/proc/$1/status"
  return 1
}

# Standard input is the pipe that beats. Only a bridge itself must be promiscuous to see what it switches; its ports are so already.
capture() {
  promiscuous=-p
  if [ -d "/sys/class/net/$1/bridge" ]; then promiscuous=; fi
  # shellcheck disable=SC2086 # Options that may be none.
  tcpdump -i "$1" -n -U -s "$snap_bytes" $promiscuous $options -w - "$filter" </dev/null >&5 &
  pid=$!
  exec 5>&-
  while is_alive "$pid" && read -r _; do
    if tells_counts "$pid"; then kill -USR1 "$pid" 2>/dev/null; fi
  done
  kill "$pid" 2>/dev/null
  wait "$pid"
}

# tcpdump's output goes to send as descriptor 5, what it says to tell.
listen() {
  { capture "$2" 2>&1 >/dev/null | tell "$1" 5>&- >&3; } 5>&1 >/dev/null | send "$1" >&3
}

listen_to_all() {
  exec 6<&0
  number=0
  for interface in "$@"; do
    listen "$number" "$interface" <&6 &
    number=$((number + 1))
  done
  exec 6<&- </dev/null
  wait
}

exec 3>&1
trap '' PIPE
beat "$@" | listen_to_all "$@"
exit 0
