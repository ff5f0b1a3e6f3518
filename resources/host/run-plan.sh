# --- How the steps above are run: one after the other under Nutshell's lock; if one fails, the finished ones are taken back. ---
# shellcheck shell=sh disable=SC2154

state=${NUTSHELL_STATE_DIRECTORY:-/var/lib/nutshell}
NUTSHELL_PROGRESS=/dev/null
export NUTSHELL_PROGRESS

value_of() {
  eval "printf '%s' \"\${$1-}\""
}

needs_undo() {
  [ -n "$(value_of "undo_title_$1")" ] || return 1
  case $(value_of "state_$1") in
    done) return 0 ;;
    failed) [ "$(value_of "undo_covers_failure_$1")" = 1 ] ;;
    *) return 1 ;;
  esac
}

undo_steps() {
  while [ "$current" -gt 0 ]; do
    if needs_undo "$current"; then
      printf 'Undo: %s\n' "$(value_of "undo_title_$current")" >&2
      ("undo_$current") </dev/null 9>&- || printf 'Left behind: %s failed.\n' "$(value_of "undo_title_$current")" >&2
    fi
    current=$((current - 1))
  done
}

attempt() {
  printf '%s/%s %s\n' "$1" "$step_count" "$(value_of "step_title_$1")"
  eval "state_$1=failed"
  ("run_$1") </dev/null 9>&- || return 1
  eval "state_$1=done"
  ("check_$1") </dev/null 9>&-
}

take_lock() {
  mkdir -p "$state" || exit 1
  exec 9>>"$state/lock"
  if ! flock -n 9; then
    printf 'Waiting for: %s\n' "$(head -n 1 "$state/lock.holder" 2>/dev/null)" >&2
    flock 9 || return
  fi
  # Title, process, when it began, and in which boot: whoever waits for this sees whether it still lives.
  read -r stat </proc/$$/stat
  read -r boot_id </proc/sys/kernel/random/boot_id
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  printf '%s (script)\n%s %s %s\n' "$plan_title" $$ "${20}" "$boot_id" >"$state/lock.holder"
}

if [ "$(id -u)" != 0 ]; then
  echo 'This script changes the host. Run it as root, for instance with sudo sh.' >&2
  exit 1
fi
[ "$plan_exclusion" = none ] || take_lock || exit 1
current=0
while [ "$current" -lt "$step_count" ]; do
  current=$((current + 1))
  if ! attempt "$current"; then
    printf 'Failed: %s\n' "$(value_of "step_title_$current")" >&2
    undo_steps
    exit 1
  fi
done
printf 'Done: %s\n' "$plan_title"
