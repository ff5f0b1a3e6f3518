# Ends exactly one QEMU process, whoever its parent is now. Nothing running is fine. Arguments: [--channel CONTROL] WHICH, where WHICH is
# the UUID it was started with, or `--process PID WORD...`, a process that still has this very command line.
# First QEMU is told to quit through its control channel, where it has one; then TERM, at which it writes out its disks; then KILL.
# shellcheck shell=sh

channel=
if [ "$1" = --channel ]; then
  channel=$2
  shift 2
fi

# A process number may pass to another process at any time, so the command line is read again before every signal.
find_machine() {
  if [ "$1" = --process ]; then
    pid=$2
    shift 2
    [ "$(tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline")" = "$(printf '%s\n' "$@")" ] && printf '%s\n' "$pid"
    return
  fi
  # Paths under /proc hold no blanks.
  # shellcheck disable=SC2013
  for file in $(grep -l -F -e "$1" /proc/[0-9]*/cmdline 2>/dev/null); do
    if [ "$(tr '\0' '\n' 2>/dev/null <"$file" | sed -n '/^-uuid$/{n;p;q;}')" = "$1" ]; then
      pid=${file#/proc/}
      printf '%s\n' "${pid%/cmdline}"
    fi
  done
}

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

# A zombie, whose parent has not heard yet, keeps its number and has no command line: it counts as gone.
is_there() {
  pids=$(find_machine "$@")
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
