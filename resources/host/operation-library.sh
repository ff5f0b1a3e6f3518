# What the scripts around an operation share: where it lies, how its journal is written, whether its runner lives.
# Put before each of them; defines functions only.
# shellcheck shell=sh disable=SC2034

LC_ALL=C
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH
umask 077

# Sets what the other functions use. STATE_DIRECTORY ID
use_operation() {
  state=$1
  id=$2
  directory=$state/operations/$id
  journal=$directory/journal
}

# Milliseconds since 1970. BusyBox's date knows no %N and leaves it standing: then seconds must do.
now_ms() {
  moment=$(date +%s%3N)
  case $moment in
    *[!0-9]*) moment=$(date +%s)000 ;;
  esac
  printf '%s' "$moment"
}

# Text as one word without blanks; - is no text.
encode() {
  encoded=$(base64 | tr -d '\n')
  printf '%s' "${encoded:--}"
}

# The end of a file, at most 16 KiB of it: what a command says last says most.
encode_file() {
  [ -s "$1" ] || { printf -; return; }
  tail -c 16384 "$1" 2>/dev/null | encode
}

# Field 22 of /proc/PID/stat, ticks since boot: with the boot's id it tells a process from a later one of the same number.
# Sets process_id, process_group and start_time. PID|self
start_time_of() {
  read -r stat 2>/dev/null <"/proc/$1/stat" || return 1
  process_id=${stat%% *}
  # The second field is the command in brackets and may hold blanks and brackets of its own.
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  process_group=$3
  start_time=${20}
  # A zombie has ended; only its parent has not heard yet.
  [ "$1" != Z ]
}

read_boot_id() {
  boot_id=unknown
  read -r boot_id 2>/dev/null </proc/sys/kernel/random/boot_id || :
}

# Does the process that was written down like this still live? PID START_TIME BOOT_ID
is_process() {
  read_boot_id
  [ "$3" = "$boot_id" ] && start_time_of "$1" && [ "$start_time" = "$2" ]
}

# Does the runner of this operation still live?
is_alive() {
  read -r runner_pid runner_start runner_boot 2>/dev/null <"$directory/runner" || return 1
  is_process "$runner_pid" "$runner_start" "$runner_boot"
}

# Was the host restarted since the runner began? To be asked where no runner lives.
is_restarted() {
  [ -e "$directory/runner" ] || return 1
  # What a power cut left empty was written before it.
  runner_boot=
  read -r runner_pid runner_start runner_boot 2>/dev/null <"$directory/runner"
  read_boot_id
  [ "$runner_boot" != "$boot_id" ]
}

# One runner for an operation: the lock is taken by whoever starts it, and handed on to it as descriptor 8.
take_operation() {
  # A redirection of exec that fails would end the shell.
  true 2>/dev/null >>"$directory/lock" && exec 8>>"$directory/lock" && flock -n 8
}

# Has somebody taken this operation?
is_taken() {
  [ -e "$directory/lock" ] && ! flock -n 7 7<"$directory/lock"
}

# Has the journal its last line? A line counts only with its final " .": the last one may be torn.
is_finished() {
  case $(tail -n 1 "$journal" 2>/dev/null) in
    'finished '*' .') return 0 ;;
  esac
  return 1
}

# May what has succeeded still be undone? A plan that says nothing of it says 0.
is_undoable() {
  undoable_until=$(sed -n 's/^plan_undoable_until=\([0-9]*\)$/\1/p' "$directory/steps.sh" 2>/dev/null | head -n 1)
  [ "$(now_ms)" -lt "${undoable_until:-0}" ]
}

# Tells the caller in one line why nothing was done. CODE SENTENCE
refuse() {
  printf 'refused %s %s .\n' "$1" "$(printf '%s' "$2" | encode)"
  exit 0
}
