# Gives a disk file that was set aside its name again. What was never set aside, or is back already, is fine.
# Arguments: FOLDER FILE UUID OPERATION
# shellcheck shell=sh disable=SC3013
# test -ef is POSIX since 2024, and old in dash, bash and busybox.

file=$2
mark=${1%/}/.nutshell/$3
aside=$mark.removed-$4

if [ ! -e "$aside" ]; then
  [ "$file" -ef "$mark" ] && exit 0
  printf 'Neither %s nor %s is there: the file was removed for good already.\n' "$file" "$aside" >&2
  exit 1
fi
if [ ! "$file" -ef "$aside" ]; then
  # A link never replaces what has the name.
  ln -- "$aside" "$file" || exit 1
fi
mv -- "$aside" "$mark"
