# The runner of one operation: runs its steps under the host's lock, proves each, journals everything, and takes finished steps
# back in reverse order when one fails or a person cancels. Tied to no session: it goes on when the laptop sleeps.
# Arguments: STATE_DIRECTORY ID run, or STATE_DIRECTORY ID resume|undo BY (who asked, encoded) for an operation that ended before.
# Descriptor 8 is the operation's own lock. Needs operation-library, -journal, -lock, -command and -steps before it.
# shellcheck shell=sh disable=SC2154,SC2034

use_operation "$1" "$2"
mode=$3
scripts=$directory/scripts
cd / || exit 1
read_boot_id
# shellcheck source=/dev/null
. "$directory/steps.sh"

# One command of a step, in a process of its own and the environment of its runner: see capture_cancellable.
if [ "$mode" = call ]; then
  remember_process
  "$4"
  exit
fi

# For the commands of the steps: where they tell how far they are, and the operation whose marks are its own when it goes on.
NUTSHELL_PROGRESS=$directory/progress
NUTSHELL_RESUMES=
[ "$mode" != resume ] || NUTSHELL_RESUMES=$id
export NUTSHELL_PROGRESS NUTSHELL_RESUMES

# Writes the first line of this run. Without it nothing is done.
open_journal() {
  start_time_of $$ || return
  # Onto the disk at once: after a power cut it tells that the host was restarted.
  printf '%s %s %s\n' $$ "$start_time" "$boot_id" | dd of="$directory/runner" conv=fsync 2>/dev/null || return
  # Kept so that the journal can be ended even on a full disk.
  head -c 65536 /dev/zero >"$directory/reserve" 2>/dev/null
  if [ "$mode" = run ]; then
    append_durably started "$(now_ms)" "$(cat "$directory/about")"
  else
    recall_states
    # The last line may be torn; the empty one sets it apart.
    printf '\n' >>"$journal"
    append_durably turned "$(now_ms)" "$mode" "$1"
  fi
}

# Sets outcome. An undo is not cancelled, and one that nobody took the lock for must not be begun.
work() {
  outcome=succeeded
  if [ "$plan_exclusion" = host ]; then
    take_lock || { give_up_waiting; return; }
    name_holder
  fi
  end_old_command "$(is_any_cancellable)" || {
    outcome=halted
    message='A command that it began still runs on the host and cannot be ended, not even with KILL.'
    return
  }
  case $mode in
    undo) undo_on_request ;;
    *) run_steps ;;
  esac
}

give_up_waiting() {
  outcome=cancelled
  [ "$mode" = run ] && return
  outcome=halted
  message='It was cancelled while it waited for its turn, before anything was done.'
}

# The one that was interrupted is the last that began.
is_any_cancellable() {
  number=$step_count
  while [ "$number" -gt 0 ]; do
    [ "$(value_of "state_$number")" = interrupted ] && is_cancellable "$number" && echo 1 && return
    number=$((number - 1))
  done
  echo 0
}

# What had succeeded may have become final while this waited for its turn.
undo_on_request() {
  case $before in
    'finished '*' succeeded .') is_undoable || return 0 ;;
  esac
  outcome=undone
  undo_steps
}

finish() {
  rm -f "$directory/reserve" "$directory/progress" "$directory/process"
  rm -f "$directory/stdout" "$directory/stderr" "$directory/check-stdout" "$directory/check-stderr"
  case $outcome in
    succeeded) append_durably finished "$(now_ms)" succeeded ;;
    failed) append_durably finished "$(now_ms)" failed "$failed_step" "$(printf '%s' "$message" | encode)$leftovers" ;;
    halted) append_durably halted "$(now_ms)" "$(printf '%s' "$message" | encode)" ;;
    *) append_durably finished "$(now_ms)" "$outcome$leftovers" ;;
  esac
}

leftovers=
message=
holds_lock=0
current=0
before=$(grep ' \.$' "$journal" 2>/dev/null | tail -n 1)
open_journal "${4-}" || exit 1
work
case $outcome in
  failed | cancelled)
    failed_step=$(id_of "$((current > 0 ? current : 1))")
    undo_steps
    ;;
esac
finish
forget_holder
