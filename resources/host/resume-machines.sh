# Lets the machines go on that pause-machines.sh paused, and tells how long they stood still. Where RECORD is gone, the guard of the
# pause had to let them go on before: with `--must-be-paused` that is a failure, because what was done meanwhile is not of one moment.
# FOLDER gets the file `paused-ms` then. Arguments: RECORD [--must-be-paused FOLDER]
# shellcheck shell=sh

record=$1
scripts=${0%/*}

now_ms() {
  moment=$(date +%s%3N)
  case $moment in
    *[!0-9]*) moment=$(date +%s)000 ;;
  esac
  printf '%s' "$moment"
}

# The guard takes the record away by the same rename: one of the two has it.
if ! mv "$record" "$record.resuming" 2>/dev/null && [ ! -e "$record.resuming" ]; then
  [ "${2-}" = --must-be-paused ] || exit 0
  printf 'The machines had to go on before this was done: the host was too slow, so it is not of one moment. Try again when it is less busy.\n' >&2
  exit 1
fi
failures=0
since=
while read -r word value; do
  case $word in
    since) since=$value ;;
    paused)
      # A machine that has ended cannot be paused any more.
      if [ -p "$value.in" ]; then
        sh "$scripts/control-machine.sh" "$value" '{"execute":"cont"}' 20 >/dev/null || failures=$((failures + 1))
      fi
      ;;
  esac
done <"$record.resuming"
[ "$failures" = 0 ] || exit 1
paused_ms=$(($(now_ms) - since))
printf 'The machines stood still for %s ms.\n' "$paused_ms"
[ $# -lt 3 ] || printf '%s\n' "$paused_ms" >"$3/paused-ms" || exit 1
rm -f "$record.resuming"
