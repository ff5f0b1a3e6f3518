# Takes an operation in on standard input, starts its runner detached and follows the journal. Nothing runs before the very last
# line has arrived: a link that breaks halfway leaves a folder without a runner, which is cleaned up later.
# Needs operation-library.sh and follow-operation.sh before it.
# shellcheck shell=sh disable=SC2154,SC2030,SC2031

# Operations whose journals are kept.
kept_operations=50

# Makes the operation's folder. STATE_DIRECTORY ID
begin_operation() {
  use_operation "$1" "$2"
  for tool in flock base64 dd; do
    command -v "$tool" >/dev/null || refuse missing-on-host "This host has no $tool, which changing it safely needs. Install util-linux and coreutils."
  done
  complaint=$(mkdir -p "$state/operations" 2>&1) || refuse command-failed "Nothing was begun: $complaint"
  complaint=$(mkdir "$directory" "$directory/scripts" 2>&1) || refuse command-failed "Nothing was begun: $complaint"
}

abandon() {
  rm -rf -- "$directory"
  refuse command-failed "Nothing was begun: $1"
}

# Stores standard input as a file of the operation. PATH
put() {
  complaint=$({ cat >"$directory/$1"; } 2>&1) || abandon "$complaint"
}

# Forgets the oldest operations, never one that runs, and folders an hour old that never became one.
prune_operations() {
  find "$state/operations" -mindepth 1 -maxdepth 1 -type d -mmin +60 2>/dev/null | while IFS= read -r folder; do
    [ -e "$folder/journal" ] || rm -rf -- "$folder"
  done
  # Names are operation ids: letters, digits and dashes.
  # shellcheck disable=SC2012
  ls -1t "$state"/operations/*/journal 2>/dev/null | tail -n "+$kept_operations" | while IFS= read -r old; do
    (
      directory=${old%/journal}
      is_alive || rm -rf -- "$directory"
    )
  done
}

start_runner() {
  command -v setsid >/dev/null || setsid() { nohup "$@"; }
  setsid sh "$directory/operation.sh" "$state" "$id" </dev/null >/dev/null 2>"$directory/runner.log" &
}

# Starts the runner and tells what it does until it ends; whoever stops listening stops nothing.
launch() {
  prune_operations
  start_runner
  follow_operation
}
