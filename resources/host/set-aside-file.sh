# Takes the disk file of machine UUID its own name, so that it can be brought back until it is removed for good. Its second name, by
# which Nutshell proves that it made it, says who set it aside: UUID.removed-OPERATION. Wherever this ends, the file has a name.
# Arguments: FOLDER FILE UUID OPERATION
# shellcheck shell=sh disable=SC3013
# test -ef is POSIX since 2024, and old in dash, bash and busybox.

file=$2
mark=${1%/}/.nutshell/$3
aside=$mark.removed-$4

if [ ! -e "$aside" ]; then
  # Where its own name is gone, the second one still holds what is in it.
  if [ -L "$file" ] || { [ -e "$file" ] && [ ! "$file" -ef "$mark" ]; }; then
    printf '%s is not the file that Nutshell made for this machine, so it was not touched.\n' "$file" >&2
    exit 1
  fi
  mv -- "$mark" "$aside" || exit 1
fi
# Somebody else's file of this name stays.
[ -L "$file" ] || [ ! "$file" -ef "$aside" ] || rm -f -- "$file"
