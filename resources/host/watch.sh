# Tells, line by line and for as long as somebody listens, what changes on a host: events of machines, QEMU processes that come and
# go, operations that begin and end. Arguments: STATE_DIRECTORY
#
# Lines of its own begin with `nutshell-watch`; all others are tail's: `==> PATH <==`, then what was added to that file.
# One turn is half a second and starts one process, sleep; everything else is done by the shell itself.
# shellcheck shell=sh

LC_ALL=C
export LC_ALL
state=$1
tail_pid=
followed=none
seen=' '
older=' '
machines=
known=' '
busy=
turns=0
is_first=yes

say() {
  printf 'nutshell-watch %s\n' "$*" || exit 0
}

stop_tail() {
  [ -z "$tail_pid" ] || kill "$tail_pid" 2>/dev/null
  tail_pid=
}

trap stop_tail EXIT
trap 'exit 0' HUP INT TERM PIPE

# One tail for all logs (-v: it names the file even where there is one), which also follows a log that is begun anew (-F).
follow_logs() {
  set -- "$state"/machines/*/events.log
  [ -e "$1" ] || set --
  [ "$*" != "$followed" ] || return 0
  followed=$*
  stop_tail
  if [ $# -gt 0 ]; then
    tail -n 0 -v -F "$@" </dev/null 2>/dev/null &
    tail_pid=$!
  fi
  [ -n "$is_first" ] || say machines
}

# A process is looked at in two scans: in the first it may still be the shell that is about to become QEMU.
find_machines() {
  before=$older
  older=$seen
  seen=' '
  for folder in /proc/[0-9]*; do
    pid=${folder#/proc/}
    seen="$seen$pid "
    case $before in *" $pid "*) continue ;; esac
    read -r name 2>/dev/null <"$folder/comm" || continue
    case $name in
      qemu-system-* | qemu-kvm | kvm | kvm-spice) meet "$pid" ;;
    esac
  done
}

meet() {
  case " $machines " in *" $1 "*) return ;; esac
  machines="$machines $1"
  [ -n "$is_first" ] || say came "$1"
}

miss_machines() {
  alive=
  for pid in $machines; do
    if [ -d "/proc/$pid" ]; then
      alive="$alive $pid"
    else
      say gone "$pid"
    fi
  done
  machines=$alive
}

# An operation runs as long as its runner does, whose number is the first word of its file `runner`.
find_operations() {
  for folder in "$state"/operations/*/; do
    [ -e "$folder/runner" ] || continue
    id=${folder%/}
    id=${id##*/}
    case $known in *" $id "*) continue ;; esac
    known="$known$id "
    read -r pid _ 2>/dev/null <"$folder/runner" || continue
    if [ -d "/proc/$pid" ]; then
      busy="$busy $id:$pid"
      say operation "$id" began
    elif [ -z "$is_first" ]; then
      say operation "$id" ended
    fi
  done
}

miss_operations() {
  running=
  for entry in $busy; do
    if [ -d "/proc/${entry#*:}" ]; then
      running="$running $entry"
    else
      say operation "${entry%:*}" ended
    fi
  done
  busy=$running
}

while :; do
  follow_logs
  miss_machines
  [ $((turns % 4)) != 0 ] || find_machines
  find_operations
  miss_operations
  [ -z "$is_first" ] || say ready
  # Whoever stopped listening is noticed by a line that cannot be written.
  [ $((turns % 20)) != 19 ] || say beat
  is_first=
  turns=$((turns + 1))
  sleep 0.5 2>/dev/null || sleep 1
done
