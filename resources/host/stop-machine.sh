# Ends exactly one QEMU process, whoever its parent is now. Nothing running is fine. Arguments: [--channel CONTROL] WHICH, where WHICH is
# the UUID it was started with, or `--process PID WORD...`, a process that still has this very command line.
# First QEMU is told to quit through its control channel, where it has one; then TERM, at which it writes out its disks; then KILL.
# shellcheck shell=sh

scripts=${0%/*}
channel=
if [ "$1" = --channel ]; then
  channel=$2
  shift 2
fi

# Waits that many tenths of a second at most. Returns 0 when all of them are gone.
wait_for() {
  tenths=$1
  while [ "$tenths" -gt 0 ]; do
    alive=
    for pid in $pids; do [ -d "/proc/$pid" ] && alive=yes; done
    [ -n "$alive" ] || return 0
    tenths=$((tenths - 1))
    sleep 0.1 2>/dev/null || { sleep 1; tenths=$((tenths - 9)); }
  done
  return 1
}

is_there() {
  pids=$(sh "$scripts/find-machine.sh" "$@")
  [ -n "$pids" ]
}

is_there "$@" || exit 0
if [ -n "$channel" ] && [ -p "$channel.in" ]; then
  printf '{"execute":"quit","id":"stop-machine"}\n' 1<>"$channel.in"
  wait_for 50
fi
is_there "$@" || exit 0
# Several numbers, to be split.
# shellcheck disable=SC2086
kill -TERM $pids 2>/dev/null
wait_for 100
is_there "$@" || exit 0
# shellcheck disable=SC2086
kill -KILL $pids 2>/dev/null
wait_for 50
if is_there "$@"; then
  printf 'QEMU process %s does not end, not even with KILL: the kernel holds it.\n' "$pids" >&2
  exit 1
fi
