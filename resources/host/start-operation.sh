# Takes an operation in on standard input, starts its runner detached and follows the journal. Nothing runs before the very last
# line has arrived: a link that breaks halfway leaves a folder without a runner, which is cleaned up later.
# Needs operation-library.sh and follow-operation.sh before it.
# shellcheck shell=sh disable=SC2154,SC2030,SC2031

# Operations whose journals are kept.
kept_operations=50

require_tools() {
  for tool in flock base64 dd awk; do
    command -v "$tool" >/dev/null || refuse missing-on-host "This host has no $tool, which changing it safely needs. Install util-linux, coreutils and awk."
  done
}

# Makes the operation's folder, and takes it. STATE_DIRECTORY ID
begin_operation() {
  use_operation "$1" "$2"
  require_tools
  complaint=$(mkdir -p "$state/operations" 2>&1 && true 2>&1 >>"$state/lock") || refuse command-failed "Nothing was begun: $complaint"
  complaint=$(mkdir "$directory" "$directory/scripts" 2>&1) || refuse command-failed "Nothing was begun: $complaint"
  take_operation || give_up "$directory/lock cannot be taken."
}

# What was stored is nobody's where the runner was never started.
give_up() {
  rm -rf -- "$directory"
  refuse command-failed "Nothing was begun: $1"
}

refuse_rival() {
  rm -rf -- "$directory"
  refuse conflict "Nothing was begun: \"$rival\" is under way already and is about the same. Wait for it, or cancel it."
}

# Stores standard input as a file of the operation, on the disk when it returns: it must outlive a power cut as the journal does. PATH
put() {
  complaint=$(dd of="$directory/$1" bs=65536 conv=fsync 2>&1) || give_up "$complaint"
}

# Refuses a second change of the same target where neither takes the lock of the host. The file `target`, which only such have,
# says as text what a change is about. Looking and joining in are one, under a lock of their own, which is let go at once.
claim_target() {
  true 2>/dev/null >>"$state/targets.lock" || give_up "$state/targets.lock cannot be written."
  exec 6>>"$state/targets.lock"
  flock 6
  [ -e "$directory/target" ] || mv "$directory/target.new" "$directory/target"
  rival=$(find_rival)
  [ -z "$rival" ] || refuse_rival
  exec 6>&-
}

# The title of another operation of the same target that somebody has taken.
find_rival() {
  own=$(cat "$directory/target")
  for other in "$state"/operations/*/target; do
    [ "$other" != "$directory/target" ] || continue
    [ "$(cat "$other")" = "$own" ] || continue
    (
      directory=${other%/target}
      # shellcheck source=/dev/null
      is_taken && . "$directory/steps.sh" && printf '%s' "$plan_title"
    ) && return
  done
}

# Forgets the oldest operations, never one that runs, was interrupted or may still be undone, and folders an hour old that never
# became one.
prune_operations() {
  find "$state/operations" -mindepth 1 -maxdepth 1 -type d -mmin +60 2>/dev/null | while IFS= read -r directory; do
    [ -e "$directory/journal" ] || is_taken || rm -rf -- "$directory"
  done
  # Names are operation ids: letters, digits and dashes.
  # shellcheck disable=SC2012
  ls -1t "$state"/operations/*/journal 2>/dev/null | tail -n "+$kept_operations" | while IFS= read -r journal; do
    directory=${journal%/journal}
    is_needed || rm -rf -- "$directory"
  done
}

is_needed() {
  is_alive || is_taken && return 0
  case $(grep ' \.$' "$journal" | tail -n 1) in
    'finished '*' succeeded .') is_undoable ;;
    'finished '*) return 1 ;;
    # Without its first line it never began.
    '') return 1 ;;
    *) return 0 ;;
  esac
}

# The runner keeps descriptor 8, the operation's lock; who follows does not need it. MODE [BY]
start_runner() {
  command -v setsid >/dev/null || setsid() { nohup "$@"; }
  setsid sh "$directory/operation.sh" "$state" "$id" "$@" </dev/null >/dev/null 2>>"$directory/runner.log" &
  exec 8>&-
}

# What was set aside and is overdue goes for good, also where the host was restarted meanwhile; it waits for the lock by itself.
purge_overdue() {
  [ -e "$state/purge-removed.sh" ] || return 0
  command -v setsid >/dev/null || setsid() { nohup "$@"; }
  setsid sh "$state/purge-removed.sh" "$state" </dev/null >/dev/null 2>&1 8>&- &
}

# Starts the runner and tells what it does until it ends; whoever stops listening stops nothing.
launch() {
  prune_operations
  purge_overdue
  start_runner run
  follow_operation
}
