# Removes the disk file that the machine UUID was launched with, under both its names. A file that somebody put in its place is not
# the same as its second name and stays, with a word about it; what is gone already is fine.
# Arguments: FOLDER FILE UUID
# shellcheck shell=sh disable=SC3013
# test -ef is POSIX since 2024, and old in dash, bash and busybox.

marks=${1%/}/.nutshell
mark=$marks/$3

if [ -e "$2" ] || [ -L "$2" ]; then
  if [ -L "$2" ] || [ ! "$2" -ef "$mark" ]; then
    printf '%s is not the file that Nutshell made for this machine, so it stays.\n' "$2" >&2
    exit 0
  fi
  # Its own name first: as long as the other is there, whose the file is can be told.
  rm -f -- "$2" || exit 1
fi
rm -f -- "$mark" || exit 1
# The last one shuts the door.
rmdir -- "$marks" 2>/dev/null || :
