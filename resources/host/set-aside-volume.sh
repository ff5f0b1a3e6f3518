# Sets a volume aside under another name, so that it can be brought back until it is removed for good. The marks come before the new
# name: wherever this ends, either name and the marks tell what was going on, and only the new name is ever removed.
# Arguments: GROUP VOLUME TAG ASIDE OPERATION PURGE_AFTER. TAG proves whose the volume is; PURGE_AFTER in seconds since 1970.
# shellcheck shell=sh disable=SC2154

group=$1
volume=$2
tag=$3
aside=$4
operation=$5
purge_after=$6
scripts=${0%/*}

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}
# shellcheck source=/dev/null
. "$scripts/volume-library.sh"

read_group "$group" "volume $volume stays as it is."

if find_tags "$aside"; then
  case $tags in *",nutshell.removed=$operation,"*) exit 0 ;; esac
  fail "There is a volume $group/$aside already, and it is not the one that was to be set aside."
fi
find_tags "$volume" || fail "There is no volume $group/$volume any more. Read the host again and review anew."
case $tags in
  *",$tag,"*) ;;
  *) fail "Volume $group/$volume does not carry the tag $tag, so it was not touched." ;;
esac
lvchange --addtag "nutshell.removed=$operation" --addtag "nutshell.purge-after=$purge_after" --addtag "nutshell.was=$volume" \
  "$group/$volume" >/dev/null || exit 1
lvrename "$group" "$volume" "$aside" >/dev/null
