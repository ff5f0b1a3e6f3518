#!/bin/sh
# Reads parts of one file for saying what it is, in one round trip:  cat frame.sh read-image.sh | sh -s -- NONCE PATH EXTENT...
# Needs frame.sh in front of it. EXTENT is FIRST:COUNT in sectors of 2048 bytes; what lies behind the end of the file is left out.
# Changes nothing, mounts nothing, and needs nothing but dd.
#
# shellcheck disable=SC2317 # Nearly every function is called by its name, through ask_as.

not_found=3
no_file=4
denied=5

file() {
  if [ ! -e "$path" ]; then
    echo "$path: No such file or directory" >&2
    return "$not_found"
  elif [ ! -f "$path" ] && [ ! -b "$path" ]; then
    echo "$path: Not a file" >&2
    return "$no_file"
  elif [ ! -r "$path" ]; then
    echo "$path: Permission denied" >&2
    return "$denied"
  fi
  stat -L -c '%s %Y' -- "$path"
}

# Directories and menus are mostly zeros and words: a tenth of it travels where there is gzip.
sectors() {
  if has gzip; then
    echo gzip
    dd if="$path" bs=2048 skip="$1" count="$2" 2>/dev/null | gzip -c | encode
  else
    echo plain
    dd if="$path" bs=2048 skip="$1" count="$2" 2>/dev/null | encode
  fi
}

path=$2
shift 2
if ask_as file "stat -L -c %s FILE" file; then
  for extent in "$@"; do
    ask_as "sectors-$extent" "dd if=FILE bs=2048 skip=${extent%:*} count=${extent#*:}" sectors "${extent%:*}" "${extent#*:}"
  done
fi
finish
exit 0
