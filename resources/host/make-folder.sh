# Makes a folder for root alone, marked with the operation that made it, so that a launch which goes on after a power cut knows
# its own. An empty folder is taken. Arguments: OPERATION FOLDER
# shellcheck shell=sh

read -r owner 2>/dev/null <"$2/operation" || owner=
[ "$owner" != "$1" ] || exit 0
# The power may have gone before the mark was in it.
[ -s "$2/operation" ] || rm -f "$2/operation"
rmdir "$2" 2>/dev/null
mkdir -m 0700 "$2" || exit 1
complaint=$(printf '%s\n' "$1" | dd of="$2/operation" conv=fsync 2>&1) && exit 0
printf '%s\n' "$complaint" >&2
exit 1
