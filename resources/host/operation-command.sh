# How the runner of an operation runs one command: what it says is kept, its process is known, and where the step allows it a
# request to cancel ends it. Needs operation-library.sh before it and use_operation called.
# shellcheck shell=sh disable=SC2154

is_cancelled() {
  [ -e "$directory/cancel" ]
}

# Writes down which process the command is, for whoever comes after a killed runner. A group is named only where it is nobody
# else's: the runner's own, or the command's. $$ is the runner's number here too.
remember_process() {
  start_time_of self
  [ "$process_group" = "$process_id" ] || [ "$process_group" = $$ ] || process_group=
  printf '%s %s %s %s\n' "$process_id" "$start_time" "$boot_id" "$process_group" >"$directory/process"
}

# Both locks are closed for whatever a step starts (8>&- 9>&-): QEMU goes on for months and must not hold them. What it says is kept
# in the files stdout and stderr, with PREFIX before their names. FUNCTION [PREFIX]
capture() {
  (
    remember_process
    "$1"
  ) </dev/null >"$directory/${2-}stdout" 2>"$directory/${2-}stderr" 8>&- 9>&-
}

# The command has a session of its own, so that all of it can be ended together. FUNCTION
capture_cancellable() {
  command -v setsid >/dev/null || { capture "$1"; return; }
  setsid sh "$directory/operation.sh" "$state" "$id" call "$1" </dev/null >"$directory/stdout" 2>"$directory/stderr" 8>&- 9>&- &
  command=$!
  watch_for_cancel "$command" 8>&- 9>&- &
  watcher=$!
  wait "$command"
  code=$?
  kill "$watcher" 2>/dev/null
  wait "$watcher" 2>/dev/null
  return "$code"
}

# First TERM, so that it can tidy up; KILL after three seconds. GROUP
watch_for_cancel() {
  looks=0
  while sleep 0.2 2>/dev/null || sleep 1; do
    is_cancelled || continue
    signal=TERM
    [ "$looks" -lt 15 ] || signal=KILL
    kill -s "$signal" -- "-$1" 2>/dev/null
    looks=$((looks + 1))
  done
}

# The last thing a command complained about. [PREFIX], see capture
last_error() {
  said=$(grep -v -e '^[[:space:]]*$' -e '^Use -[a-z]* help ' "$directory/${1-}stderr" | tail -n 1)
  printf '%s\n' "${said:-$(explain_silence)}"
}

# What a command says is kept on the host's disk: that this is full may be why there is nothing.
explain_silence() {
  room=$(df -P "$directory" 2>/dev/null | tail -n 1)
  # Columns, split on purpose: file system, size, used, available.
  # shellcheck disable=SC2086
  set -- $room
  if [ "${4-}" = 0 ]; then
    printf 'there is no space left on device %s' "$1"
  else
    printf 'it said nothing'
  fi
}

# A command that a killed runner left running must end before anything goes on. It gets a minute to do so by itself; one that may
# be ended in the middle gets none. Fails where it cannot be ended. IS_CANCELLABLE
end_old_command() {
  read -r old_pid old_start old_boot old_group 2>/dev/null <"$directory/process" || return 0
  waited=0
  [ "$1" != 1 ] || waited=60
  while is_process "$old_pid" "$old_start" "$old_boot"; do
    case $waited in
      60) kill -s TERM -- "${old_group:+-}${old_group:-$old_pid}" 2>/dev/null ;;
      65) kill -s KILL -- "${old_group:+-}${old_group:-$old_pid}" 2>/dev/null ;;
      70) return 1 ;;
    esac
    sleep 1
    waited=$((waited + 1))
  done
}
