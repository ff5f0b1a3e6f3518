#!/bin/sh
# Lists the ISO library of a host, in one round trip:  cat frame.sh list-images.sh | sh -s -- NONCE FOLDER...
# Needs frame.sh in front of it. Prints every image in the folders with its first descriptors, and what is still on its way.
#
# File names hold any byte but NUL and slash, so they travel NUL-ended and encoded. Changes nothing.
#
# shellcheck disable=SC2154,SC2317 # nonce comes from frame.sh; nearly every function is called by its name, through ask_as.

limit=400

# One line for each folder, in the order given.
folders() {
  for folder in "$@"; do
    if [ ! -e "$folder" ]; then
      echo missing
    elif [ ! -d "$folder" ]; then
      echo no-folder
    elif [ ! -r "$folder" ] || [ ! -x "$folder" ]; then
      echo no-access
    else
      echo ready
    fi
  done
}

# Free KiB for each folder, or for the nearest one above it that is there; - where df does not know.
free() {
  for folder in "$@"; do
    while [ ! -d "$folder" ]; do
      folder=${folder%/*}
      [ -n "$folder" ] || folder=/
    done
    # The name of a file system may hold blanks: the number stands before the percentage.
    free=$(df -Pk -- "$folder" 2>/dev/null | sed -n '2s/.* \([0-9][0-9]*\) *[0-9]*%.*/\1/p')
    echo "${free:--}"
  done
}

# Calls "$1" with the number of its folder and the path of each image and each part, up to the limit. Two folders may be one.
for_each_image() {
  shown=0
  number=0
  seen=
  act=$1
  shift
  for folder in "$@"; do
    number=$((number + 1))
    [ -d "$folder" ] || continue
    key=$(stat -L -c %d:%i -- "$folder")
    case " $seen " in *" $key "*) continue ;; esac
    seen="$seen $key"
    for path in "${folder%/}"/*; do
      case $path in
        *.[iI][sS][oO] | *.[iI][mM][gG]) kind=image ;;
        *.[iI][sS][oO].part | *.[iI][mM][gG].part) kind=part ;;
        *) continue ;;
      esac
      if [ -d "$path" ]; then continue; fi
      if [ ! -e "$path" ]; then
        [ -L "$path" ] || continue
        kind=broken
      fi
      shown=$((shown + 1))
      [ "$shown" -gt "$limit" ] || "$act" "$number" "$path"
    done
  done
}

print_name() {
  access=unreadable
  if [ -r "$2" ]; then access=readable; fi
  printf '%s %s %s %s\0' "$1" "$kind" "$access" "${2##*/}"
}

print_path() {
  [ "$kind" = broken ] || printf '%s\0' "$2"
}

# The primary volume descriptor and the one behind it. A separator that no file holds comes first, so that a short file stays one.
print_head() {
  [ "$kind" = image ] || return 0
  printf '%s\n' "$nonce"
  [ ! -r "$2" ] || dd if="$2" bs=2048 skip=16 count=2 2>/dev/null
}

# Where a part comes from, and whether somebody writes it now: its lock is held as long.
print_about() {
  [ "$kind" = part ] || return 0
  state=waiting
  if has flock && ! flock -n -s "$2" true 2>/dev/null; then state=running; fi
  printf '%s %s\n' "$nonce" "$state"
  if [ -r "$2.about" ]; then lines_of "$2.about" from= url= checksum= total= state=; fi
}

names() { for_each_image print_name "$@" | encode; }
sizes() { for_each_image print_path "$@" | xargs -0 -r stat -L -c '%s %Y' --; }
heads() { for_each_image print_head "$@" | encode; }
abouts() { for_each_image print_about "$@" | encode; }
count() {
  for_each_image : "$@"
  echo "$shown"
}

shift
ask_as folders 'ls -d FOLDERS' folders "$@"
ask_as free 'df -Pk FOLDERS' free "$@"
ask_as names 'ls FOLDERS' names "$@"
ask_as sizes "stat -L -c '%s %Y' IMAGES" sizes "$@"
ask_as heads 'dd if=IMAGE bs=2048 skip=16 count=2' heads "$@"
ask_as abouts 'cat IMAGE.part.about' abouts "$@"
ask_as count 'ls FOLDERS | wc -l' count "$@"
finish
exit 0
