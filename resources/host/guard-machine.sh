# Reads the host again under Nutshell's lock, right before something is done with a machine: it must be the very one that was reviewed,
# its definition unchanged, running or stopped as it was. Every refusal is a sentence on standard error.
# Where an interrupted operation goes on, NUTSHELL_RESUMES names it: what it has itself written or begun is no reason to refuse.
# Arguments: --definition PATH --uuid UUID --revision NUMBER --state running|stopped, and --iso PATH, --process PID -- WORD... where there is one.
# shellcheck shell=sh

iso='' process=''
while [ $# -gt 0 ]; do
  case $1 in
    --definition) definition=$2 ;;
    --uuid) uuid=$2 ;;
    --revision) revision=$2 ;;
    --state) state=$2 ;;
    --iso) iso=$2 ;;
    --process) process=$2 ;;
    --)
      shift
      break
      ;;
    *)
      printf 'guard-machine.sh does not know %s.\n' "$1" >&2
      exit 2
      ;;
  esac
  shift 2
done
scripts=${0%/*}
name=${definition%/machine.json}
name=${name##*/}

refuse() {
  printf '%s\n' "$1" >&2
  exit 1
}

[ -e "$definition" ] || refuse "$name is gone: there is no $definition any more. Somebody has destroyed it."
grep -q -F -e "\"uuid\": \"$uuid\"" "$definition" || refuse "Another machine has been launched under the name $name since. Look at it again."
# Definitions of before have no revision, which counts as 0.
found=$(sed -n 's/^  "revision": \([0-9]*\),*$/\1/p' "$definition")
resumed=${NUTSHELL_RESUMES-}

# The operation that goes on has begun to write the definition, and nobody has since.
is_own_change() {
  journal=${definition%/machines/*}/operations/$resumed/journal
  [ -n "$resumed" ] && [ "${found:-0}" -eq $((revision + 1)) ] &&
    grep -q -F -e ' write-definition running ' -e " write-definition@$name running " "$journal" 2>/dev/null
}

[ "${found:-0}" = "$revision" ] || is_own_change || refuse "Somebody has changed $name since it was looked at. Look at it again."

# Half a start or half a shutdown: its own steps know which.
[ -n "$resumed" ] || pid=$(
  if [ -n "$process" ]; then set -- --process "$process" "$@"; else set -- "$uuid"; fi
  sh "$scripts/find-machine.sh" "$@"
)
case $resumed$state in
  running) [ -n "$pid" ] || refuse "$name does not run any more." ;;
  stopped) [ -z "$pid" ] || refuse "$name runs already (QEMU process $pid)." ;;
esac

[ -n "$iso" ] || exit 0
[ -e "$iso" ] || refuse "There is no $iso on this host. Choose an ISO that is there."
{ [ -f "$iso" ] && [ -r "$iso" ]; } || refuse "$iso is no file that can be read. Choose an ISO image."
[ -s "$iso" ] || refuse "$iso is empty. Perhaps it is still being fetched."
