# The lock of the host: one change after the other, whoever began it. It ends with the runner, however that ends.
# Needs operation-library.sh before it and use_operation called. Descriptor 9 is the lock; whatever a runner starts must close it.
# shellcheck shell=sh disable=SC2154

# Waits for the lock at most some seconds, so that a request to cancel is heard: longer, the longer the line is. Fifty that look up
# every three seconds take a small host from the one that works. BusyBox's flock knows no -w.
wait_for_lock() {
  if [ -z "$can_wait" ]; then
    can_wait=no
    flock --version 2>/dev/null | grep -q util-linux && can_wait=yes
  fi
  if [ "$can_wait" = yes ]; then
    if [ "$turns" -lt 5 ]; then flock -w 3 9; else flock -w 10 9; fi
  else
    flock -n 9 || { sleep 1; false; }
  fi
}

# Sets holder: who has the lock, in words. What a holder left behind that ended without a word is not believed.
find_holder() {
  holder='another change, which has just begun'
  {
    IFS= read -r holder_words && read -r holder_pid holder_start holder_boot
  } 2>/dev/null <"$state/lock.holder" || return 0
  is_process "$holder_pid" "$holder_start" "$holder_boot" && holder=$holder_words
  return 0
}

# At once, and then now and then: many may wait in line, and each would write down every other that is before it.
announce_holder() {
  turns=$((turns + 1))
  [ $((turns % 4)) = 1 ] || return 0
  find_holder
  [ "$holder" = "$announced" ] && return
  record_output 1 "$(printf 'Waiting for: %s\n' "$holder" | encode)"
  announced=$holder
}

# Fails where somebody cancelled while it waited.
take_lock() {
  exec 9>>"$state/lock"
  wait_in_line yes
}

# HEARS_CANCEL: yes, or no where what was begun must be taken back or go on.
wait_in_line() {
  announced='' can_wait='' turns=0
  flock -n 9 && return
  while :; do
    [ "$1" = no ] || ! is_cancelled || return 1
    announce_holder
    wait_for_lock && return
  done
}

# Says who has the lock; to be called with it.
name_holder() {
  holds_lock=1
  start_time_of $$ && printf '%s (%s)\n%s %s %s\n' "$plan_title" "$id" $$ "$start_time" "$boot_id" >"$state/lock.holder"
}

# Before the lock goes, so that the next holder is never called by the name of this one.
forget_holder() {
  [ "$holds_lock" = 0 ] || true >"$state/lock.holder"
}

# For as long as a step only waits.
let_others() {
  forget_holder
  flock -u 9
}

# Also where it was cancelled meanwhile: what it made is taken back under the lock.
regain_lock() {
  wait_in_line no
  name_holder
}
