# What the runner of an operation does with its steps: runs and proves them one after the other, and takes them back in reverse
# order. Needs the functions of operation-journal.sh, operation-lock.sh and operation-command.sh. state_N says how step N stands: nothing yet, done,
# unproven (it ran, its check failed), failed, interrupted, undoing, undone, undo-failed.
# shellcheck shell=sh disable=SC2154,SC2034

# Sets message, in words. STEP CODE
explain_failure() {
  if is_guard "$1"; then
    message=$(tr '\n' ' ' <"$directory/stderr")
    message=${message% }
    message=${message:-$(value_of "step_refusal_$1")}
  else
    message="$(value_of "step_program_$1") exited with $2: $(last_error)"
  fi
}

is_guard() {
  [ "$(value_of "step_kind_$1")" = guard ]
}

is_cancellable() {
  [ "$(value_of "step_is_cancellable_$1")" = 1 ]
}

covers_failure() {
  [ -n "$(value_of "undo_title_$1")" ] && [ "$(value_of "undo_covers_failure_$1")" = 1 ]
}

# Does its check say that the step took effect? One without a check cannot say so. STEP
is_proven() {
  has_check "$1" && capture "check_$1" check-
}

has_check() {
  [ "$(value_of "step_has_check_$1")" = 1 ]
}

# A step that only waits lets others change the host meanwhile. STEP
lets_others() {
  [ "$holds_lock" = 1 ] && [ "$(value_of "step_lets_others_$1")" = 1 ]
}

# Runs one step and its check. Sets state_N, message and, where it may not go on, outcome. STEP
attempt() {
  outcome=failed
  append_durably step "$(now_ms)" "$(id_of "$1")" running - - || {
    message="The journal $journal cannot be written; nothing was begun without it"
    return 1
  }
  true >"$directory/progress"
  eval "state_$1=failed"
  if lets_others "$1"; then let_others; fi
  if is_cancellable "$1"; then capture_cancellable "run_$1"; else capture "run_$1"; fi
  code=$?
  if lets_others "$1"; then regain_lock; fi
  if [ "$code" != 0 ]; then
    give_up "$1" "$code"
    return 1
  fi
  eval "state_$1=unproven"
  if has_check "$1"; then
    capture "check_$1" check-
    code=$?
    if [ "$code" != 0 ]; then
      message="the step ran, but the check after it failed: $(last_error check-)"
      record_end "$1" failed "$code" check-
      return 1
    fi
  fi
  eval "state_$1=done"
  record_end "$1" "done" 0
  outcome=succeeded
}

# Journals why a step did not come to its end. A guard that refuses to let an old operation go on stops it as it is: what it made
# may be in use by now, and only a person may say that it shall go. STEP CODE
give_up() {
  if is_cancellable "$1" && is_cancelled; then
    eval "state_$1=interrupted"
    record_end "$1" interrupted "$2"
    outcome=cancelled
    return
  fi
  explain_failure "$1" "$2"
  record_end "$1" failed "$2"
  [ "$mode" != resume ] || ! is_guard "$1" || outcome=halted
}

run_steps() {
  current=0
  while [ "$current" -lt "$step_count" ]; do
    if is_cancelled; then
      outcome=cancelled
      return
    fi
    current=$((current + 1))
    is_settled "$current" && continue
    [ "$outcome" = succeeded ] && attempt "$current" || return
  done
}

# Need nothing more be done for this step? Only an operation that goes on finds steps that began before. One that was interrupted
# is taken back first where that is safe; where it fails, outcome says so. STEP
is_settled() {
  case $(value_of "state_$1") in
    'done')
      is_guard "$1" && return 1
      ! has_check "$1" || is_proven "$1" && return 0
      ;;
    interrupted | failed)
      is_guard "$1" && return 1
      case $(value_of "step_on_interruption_$1") in
        run-again) return 1 ;;
        trust-check) settle_by_check "$1" && return 0 ;;
        *) covers_failure "$1" || { settle_by_check "$1" && return 0; } ;;
      esac
      ;;
    *) return 1 ;;
  esac
  covers_failure "$1" && clear_away "$1"
  return 1
}

settle_by_check() {
  is_proven "$1" || return 1
  eval "state_$1=done"
  record_end "$1" "done" 0 check-
}

# Removes what a step left that did not come to its end, before it runs again. STEP
clear_away() {
  capture "undo_$1" && return 0
  outcome=halted
  message="$(value_of "undo_title_$1") failed: $(last_error)"
}

needs_undo() {
  [ -n "$(value_of "undo_title_$1")" ] || return 1
  case $(value_of "state_$1") in
    'done' | unproven | undoing | undo-failed) return 0 ;;
    failed) covers_failure "$1" ;;
    interrupted) covers_failure "$1" || is_proven "$1" || doubt "$1" ;;
    *) return 1 ;;
  esac
}

# Without a check that denies it, what began and has no end may have taken effect. STEP
doubt() {
  has_check "$1" ||
    leave "$(value_of "step_title_$1"): it is not known whether this took effect. Look at it on the host."
  return 1
}

leave() {
  leftovers="$leftovers $(printf '%s' "$1" | encode)"
}

# Goes on when one undo fails: what stays behind is named, the rest is still taken back.
undo_steps() {
  current=$step_count
  while [ "$current" -gt 0 ]; do
    if needs_undo "$current"; then
      append_durably step "$(now_ms)" "$(id_of "$current")" undoing - -
      capture "undo_$current"
      code=$?
      if [ "$code" = 0 ]; then
        record_end "$current" undone 0
      else
        record_end "$current" undo-failed "$code"
        leave "$(value_of "undo_title_$current") failed: $(last_error)"
      fi
    fi
    current=$((current - 1))
  done
}
