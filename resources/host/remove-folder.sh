# Removes a folder with all that is in it, if that operation made it and no other. One that is gone or empty is fine.
# Arguments: OPERATION FOLDER
# shellcheck shell=sh

[ -e "$2" ] || exit 0
# The power may have gone before the mark was in it.
[ -s "$2/operation" ] || rm -f "$2/operation"
rmdir "$2" 2>/dev/null && exit 0
read -r owner 2>/dev/null <"$2/operation" || owner=
if [ "$owner" != "$1" ]; then
  printf '%s was not made by operation %s, so it was not removed.\n' "$2" "$1" >&2
  exit 1
fi
rm -rf -- "$2"
