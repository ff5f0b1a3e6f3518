# The runner of one operation: runs its steps under the host's lock, proves each, journals everything, and takes finished steps
# back in reverse order when one fails or a person cancels. Tied to no session: it goes on when the laptop sleeps.
# Arguments: STATE_DIRECTORY ID. Needs operation-library.sh before it.
# shellcheck shell=sh disable=SC2154,SC2034

use_operation "$1" "$2"
scripts=$directory/scripts
cd / || exit 1

# A journal that cannot be written stops the operation, except to end it: a reserve is given up for that.
append() {
  printf '%s .\n' "$*" >>"$journal" && return 0
  rm -f "$directory/reserve"
  printf '\n%s .\n' "$*" >>"$journal"
}

# The same, and on the disk when it returns: after a power cut the journal knows which step had begun.
append_durably() {
  printf '%s .\n' "$*" | dd of="$journal" bs=65536 oflag=append conv=notrunc,fsync 2>/dev/null || append "$@"
}

record_step() {
  append step "$(now_ms)" "$(id_of "$1")" "$2" "${3:--}" "${4:--}"
}

record_output() {
  append output "$(id_of "$1")" "$2"
}

id_of() {
  eval "printf '%s' \"\$step_id_$1\""
}

value_of() {
  eval "printf '%s' \"\${$1-}\""
}

is_cancelled() {
  [ -e "$directory/cancel" ]
}

# The lock is closed for whatever a step starts (9>&-): QEMU goes on for months and must not hold it.
capture() {
  ("$1") </dev/null >"$directory/stdout" 2>"$directory/stderr" 9>&-
}

last_error() {
  grep -v '^[[:space:]]*$' "$directory/stderr" | tail -n 1
}

# Waits for the lock at most some seconds, so that a request to cancel is heard. BusyBox's flock knows no -w.
wait_for_lock() {
  if flock --version 2>/dev/null | grep -q util-linux; then
    flock -w 2 9
  else
    flock -n 9 || { sleep 1; false; }
  fi
}

announce_holder() {
  holder=$(cat "$state/lock.holder" 2>/dev/null)
  [ "$holder" = "$announced" ] && return
  record_output 1 "$(printf 'Waiting for: %s\n' "$holder" | encode)"
  announced=$holder
}

take_lock() {
  exec 9>>"$state/lock"
  announced=
  until flock -n 9; do
    is_cancelled && return 1
    announce_holder
    wait_for_lock && return 0
  done
}

# Journals how a command of a step ended. STEP STATE CODE
record_end() {
  [ -s "$directory/stdout" ] && record_output "$1" "$(encode_file "$directory/stdout")"
  record_step "$1" "$2" "$3" "$(encode_file "$directory/stderr")"
}

# Sets message, in words. STEP CODE
explain_failure() {
  if [ "$(value_of "step_kind_$1")" = guard ]; then
    message=$(tr '\n' ' ' <"$directory/stderr")
    message=${message% }
    message=${message:-$(value_of "step_refusal_$1")}
  else
    message="$(value_of "step_program_$1") exited with $2: $(last_error)"
  fi
}

# Runs one step and its check. Sets state_N: done, failed, or unproven where the command succeeded and the check did not.
attempt() {
  append_durably step "$(now_ms)" "$(id_of "$1")" running - - || {
    message="The journal $journal cannot be written; nothing was begun without it"
    return 1
  }
  eval "state_$1=failed"
  capture "run_$1"
  code=$?
  if [ "$code" != 0 ]; then
    explain_failure "$1" "$code"
    record_end "$1" failed "$code"
    return 1
  fi
  mv -f "$directory/stdout" "$directory/stdout.run"
  mv -f "$directory/stderr" "$directory/stderr.run"
  eval "state_$1=unproven"
  capture "check_$1"
  code=$?
  if [ "$code" != 0 ]; then
    message="the step ran, but the check after it failed: $(last_error)"
    record_end "$1" failed "$code"
    return 1
  fi
  mv -f "$directory/stdout.run" "$directory/stdout"
  mv -f "$directory/stderr.run" "$directory/stderr"
  eval "state_$1=done"
  record_end "$1" "done" 0
}

run_steps() {
  current=0
  while [ "$current" -lt "$step_count" ]; do
    if is_cancelled; then
      outcome=cancelled
      return 1
    fi
    current=$((current + 1))
    if ! attempt "$current"; then
      outcome=failed
      return 1
    fi
  done
}

needs_undo() {
  [ -n "$(value_of "undo_title_$1")" ] || return 1
  case $(value_of "state_$1") in
    done | unproven) return 0 ;;
    failed) [ "$(value_of "undo_covers_failure_$1")" = 1 ] ;;
    *) return 1 ;;
  esac
}

# Goes on when one undo fails: what stays behind is named, the rest is still taken back.
undo_steps() {
  while [ "$current" -gt 0 ]; do
    if needs_undo "$current"; then
      append_durably step "$(now_ms)" "$(id_of "$current")" undoing - -
      capture "undo_$current"
      code=$?
      if [ "$code" = 0 ]; then
        record_end "$current" undone 0
      else
        record_end "$current" undo-failed "$code"
        leftovers="$leftovers $(printf '%s failed: %s' "$(value_of "undo_title_$current")" "$(last_error)" | encode)"
      fi
    fi
    current=$((current - 1))
  done
}

finish() {
  rm -f "$directory/reserve" "$directory/stdout" "$directory/stderr" "$directory/stdout.run" "$directory/stderr.run"
  case $outcome in
    succeeded) append_durably finished "$(now_ms)" succeeded ;;
    cancelled) append_durably finished "$(now_ms)" "cancelled$leftovers" ;;
    failed) append_durably finished "$(now_ms)" failed "$failed_step" "$(printf '%s' "$message" | encode)$leftovers" ;;
  esac
}

start_time_of $$ || exit 1
read_boot_id
printf '%s %s %s\n' $$ "$start_time" "$boot_id" >"$directory/runner" || exit 1
# Kept so that the journal can be ended even on a full disk.
head -c 65536 /dev/zero >"$directory/reserve" 2>/dev/null
# shellcheck source=/dev/null
. "$directory/steps.sh"
append_durably started "$(now_ms)" "$(cat "$directory/about")" || exit 1

leftovers=
message=
current=0
outcome=succeeded
if take_lock; then
  printf '%s (%s)\n' "$plan_title" "$id" >"$state/lock.holder"
  run_steps
else
  outcome=cancelled
fi
if [ "$outcome" != succeeded ]; then
  failed_step=$(id_of "$((current > 0 ? current : 1))")
  undo_steps
fi
finish
