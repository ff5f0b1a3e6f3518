# Asks the runner of an operation to stop: at the next border between two steps, or at once where the running step allows it.
# Needs operation-library.sh before it and use_operation called.
# shellcheck shell=sh disable=SC2154

cancel_operation() {
  [ -e "$journal" ] || refuse not-found "There is no operation $id on this host."
  is_finished && refuse conflict "Operation $id has already ended."
  is_alive || refuse conflict "Operation $id was interrupted; nothing runs that could be cancelled. It can be resumed or undone."
  case $(grep '^turned .* \.$' "$journal" | tail -n 1) in
    'turned '*' undo '*) refuse conflict "Operation $id is being undone; that goes to its end." ;;
  esac
  true 2>/dev/null >"$directory/cancel" || refuse command-failed "The request to cancel operation $id could not be written on the host."
  echo 'cancelling .'
}
