# Takes its own name from a disk file again, and leaves it the one that it was made under. A file that is not the same is somebody
# else's and stays. Arguments: FILE SECOND_NAME
# shellcheck shell=sh disable=SC3013
# test -ef is POSIX since 2024, and old in dash, bash and busybox.

if [ ! -L "$1" ] && [ "$1" -ef "$2" ]; then
  rm -f -- "$1"
fi
