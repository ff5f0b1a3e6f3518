# Gives a volume the content of its classic snapshot back, which is used up by that; waits until LVM has copied everything. Goes on
# where it was interrupted: the mark on the volume tells that it was this operation that used the snapshot up. It stays until the next
# restore: what was begun here may end after its runner was killed, and is then asked for once more.
# Arguments: GROUP VOLUME SNAPSHOT OPERATION
# shellcheck shell=sh

group=$1
volume=$2
snapshot=$3
kind=nutshell.merged
mark=$kind=$4

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# Sets attributes and tags of volume $1; fails where it is not there. A snapshot that is being merged is in brackets.
find_volume() {
  found=$(lvs -a --noheadings --separator '|' -o lv_name,lv_attr,lv_tags "$group" | while IFS='|' read -r name attributes tags; do
    name=${name##* }
    name=${name#"["}
    [ "${name%"]"}" != "$1" ] || printf '%s|,%s,' "$attributes" "$tags"
  done)
  attributes=${found%%|*}
  tags=${found#*|}
  [ -n "$found" ]
}

# Its own mark in the place of an older restore's. Tags hold neither spaces nor wildcards.
mark_volume() {
  set -- --addtag "$mark"
  for tag in $(printf '%s' "$marks" | tr ',' ' '); do
    case $tag in
      "$mark") ;;
      "$kind"=*) set -- "$@" --deltag "$tag" ;;
    esac
  done
  lvchange "$@" "$group/$volume" >/dev/null
}

find_volume "$volume" || fail "There is no volume $group/$volume any more."
marks=$tags
if find_volume "$snapshot"; then
  mark_volume || exit 1
  # The first waits for the end by itself. One that was interrupted goes on when the volume is activated, and needs to be looked after.
  lvconvert --yes --interval 1 --merge "$group/$snapshot" >/dev/null || lvchange --poll y "$group/$volume" >/dev/null || exit 1
else
  case $marks in
    *",$mark,"*) ;;
    *) fail "There is no snapshot $group/$snapshot any more, and it was not used up here." ;;
  esac
fi
rounds=0
while find_volume "$snapshot"; do
  case $attributes in
    ????[IS]*) fail "Snapshot $group/$snapshot had overflowed: what it held is lost." ;;
    ????[mM]*) fail "LVM could not merge $group/$snapshot into $group/$volume. See lvs -a and the kernel's log." ;;
  esac
  rounds=$((rounds + 1))
  [ "$rounds" -lt 3600 ] || fail "LVM has not ended merging $group/$snapshot within an hour. See lvs -a."
  sleep 1
done
