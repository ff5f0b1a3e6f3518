# How the runner of an operation writes its journal, and reads it again when it goes on where another one ended.
# Needs operation-library.sh before it and use_operation called.
# shellcheck shell=sh disable=SC2154

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

# NUMBER STATE [EXIT_CODE STANDARD_ERROR]
record_step() {
  append step "$(now_ms)" "$(id_of "$1")" "$2" "${3:--}" "${4:--}"
}

# NUMBER TEXT, encoded
record_output() {
  append output "$(id_of "$1")" "$2"
}

# Journals how a command of a step ended. NUMBER STATE EXIT_CODE [PREFIX], see capture
record_end() {
  [ -s "$directory/${4-}stdout" ] && record_output "$1" "$(encode_file "$directory/${4-}stdout")"
  record_step "$1" "$2" "$3" "$(encode_file "$directory/${4-}stderr")"
}

id_of() {
  eval "printf '%s' \"\$step_id_$1\""
}

value_of() {
  eval "printf '%s' \"\${$1-}\""
}

# Sets state_N of every step as the journal has it. What began and has no end was interrupted.
recall_states() {
  # Two words a line, without blanks of their own.
  # shellcheck disable=SC2046
  set -- $(awk '/^step [0-9]+ .* \.$/ { print $3, $4 }' "$journal")
  while [ $# -gt 1 ]; do
    recalled=$2
    [ "$recalled" != running ] || recalled=interrupted
    number=1
    while [ "$number" -le "$step_count" ]; do
      [ "$(id_of "$number")" != "$1" ] || eval "state_$number=\$recalled"
      number=$((number + 1))
    done
    shift 2
  done
}
