# Pauses machines all at the same moment, to be resumed by resume-machines.sh. Whatever happens to who asked for it, they run again
# after LIMIT seconds: a guard of its own, which belongs to no operation, sees to that. RECORD lists who is paused and since when.
# Arguments: RECORD LIMIT CONTROL...
# shellcheck shell=sh disable=SC2016

record=$1
limit=$2
shift 2
scripts=${0%/*}

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

now_ms() {
  moment=$(date +%s%3N)
  case $moment in
    *[!0-9]*) moment=$(date +%s)000 ;;
  esac
  printf '%s' "$moment"
}

# Before anything is paused: then nothing can keep it from being resumed.
start_guard() {
  command -v setsid >/dev/null || setsid() { nohup "$@"; }
  setsid sh -c '
    slept=0
    while [ -e "$1" ] && [ "$slept" -lt "$2" ]; do
      sleep 1
      slept=$((slept + 1))
    done
    # A record that is gone makes the operation say that its moment was lost.
    mv "$1" "$1.late" 2>/dev/null || exit 0
    while read -r word control; do
      [ "$word" = paused ] && [ -p "$control.in" ] || continue
      printf "{\"execute\":\"cont\",\"id\":\"nutshell-guard\"}\n" 1<>"$control.in"
    done <"$1.late"
    rm -f "$1.late"
  ' guard "$record" "$limit" </dev/null >/dev/null 2>&1 &
}

mkdir -p "${record%/*}" || exit 1
rm -f "$record"
{
  printf 'since %s\n' "$(now_ms)"
  printf 'paused %s\n' "$@"
} >"$record" || fail "The record $record cannot be written, so nothing was paused."
start_guard
pids=
for control in "$@"; do
  sh "$scripts/control-machine.sh" "$control" '{"execute":"stop"}' 20 >/dev/null &
  pids="$pids $!"
done
failures=0
for pid in $pids; do
  wait "$pid" || failures=$((failures + 1))
done
[ "$failures" = 0 ]
