# Has an operation go on that was interrupted, or takes one back: starts a runner on the folder that is there, and follows the
# journal. Needs operation-library.sh, follow-operation.sh and start-operation.sh before it.
# shellcheck shell=sh disable=SC2154,SC2034

# Takes the operation, which must be one that may be continued this way. STATE_DIRECTORY ID resume|undo
begin_again() {
  use_operation "$1" "$2"
  way=$3
  require_tools
  [ -e "$journal" ] || refuse not-found "There is no operation $id on this host. Old ones are forgotten."
  take_operation || refuse conflict "Operation $id is at work just now. Follow it instead."
  ! is_alive || refuse conflict "Operation $id is still running. Follow it instead."
  [ -s "$directory/steps.sh" ] || refuse command-failed "The steps of operation $id are no longer on the host, so it can be neither resumed nor undone."
  case $(grep ' \.$' "$journal" | tail -n 1) in
    'finished '*) require_undoable ;;
    *) require_resumable ;;
  esac
}

# Nothing is removed: the operation is there, whatever becomes of this.
give_up() {
  refuse command-failed "Nothing was changed: $1"
}

refuse_rival() {
  refuse conflict "Nothing was changed: \"$rival\" is under way and is about the same. Wait for it, or cancel it."
}

require_undoable() {
  # The last line in words: finished TIME OUTCOME and what belongs to it.
  # shellcheck disable=SC2046
  set -- $(grep ' \.$' "$journal" | tail -n 1)
  [ "$way" = undo ] || refuse conflict "Operation $id has ended; only one that was interrupted can be resumed."
  case $3 in
    succeeded) is_undoable || refuse conflict "Operation $id has succeeded, and cannot be undone any more." ;;
    failed) [ $# -gt 6 ] || refuse_empty ;;
    *) [ $# -gt 4 ] || refuse_empty ;;
  esac
}

refuse_empty() {
  refuse conflict "Operation $id has left nothing behind that could be undone."
}

require_resumable() {
  [ "$way" = undo ] && return
  if grep -q -e '^step [0-9]* [^ ]* undo' -e '^turned [0-9]* undo ' "$journal"; then
    refuse conflict "Operation $id was being undone when it was interrupted, so it cannot go on. Undo the rest of it."
  fi
}

# WAY BY
launch_again() {
  [ ! -e "$directory/target" ] || claim_target
  rm -f "$directory/cancel"
  length=$(wc -c <"$journal")
  start_runner "$@"
  wait_for_growth
  follow_operation
}

# Until the runner has said that it goes on, the journal looks as if nobody did. It gets ten seconds for that. The first thing it
# writes is an empty line, which says nothing yet.
wait_for_growth() {
  nap=0.05
  attempts=0
  until [ "$(wc -c <"$journal")" -gt $((length + 1)) ]; do
    attempts=$((attempts + 1))
    [ "$attempts" -le 28 ] || refuse command-failed "Operation $id was to go on, but its runner did not begin. $(tail -n 3 "$directory/runner.log" 2>/dev/null)"
    rest
  done
}
