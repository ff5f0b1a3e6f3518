# Gives a volume that was set aside its name again and takes the marks off. What was never set aside, or is back already, is fine.
# Arguments: GROUP VOLUME ASIDE OPERATION
# shellcheck shell=sh disable=SC2154

group=$1
volume=$2
aside=$3
operation=$4
scripts=${0%/*}

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}
# shellcheck source=/dev/null
. "$scripts/volume-library.sh"

is_set_aside() {
  case $tags in *",nutshell.removed=$operation,"*) return 0 ;; *) return 1 ;; esac
}

# Takes off the three marks that set-aside-volume.sh put on. The time is in a tag's own words, so it is read from them.
take_marks_off() {
  set --
  rest=${tags#,}
  while [ -n "$rest" ]; do
    one=${rest%%,*}
    rest=${rest#"$one"}
    rest=${rest#,}
    case $one in nutshell.removed=* | nutshell.purge-after=* | nutshell.was=*) set -- "$@" --deltag "$one" ;; esac
  done
  [ $# = 0 ] || lvchange "$@" "$group/$volume" >/dev/null
}

read_group "$group" "$aside was not brought back. It is still there."

if find_tags "$aside" && is_set_aside; then
  marks=$tags
  ! find_tags "$volume" ||
    fail "There is another volume $group/$volume now, so $group/$aside keeps this name. Rename one of them with lvrename."
  lvrename "$group" "$aside" "$volume" >/dev/null || exit 1
  tags=$marks
  take_marks_off
elif find_tags "$volume"; then
  # The operation ended between the marks and the new name.
  ! is_set_aside || take_marks_off
else
  fail "Neither $group/$volume nor $group/$aside is there: it was removed for good already."
fi
