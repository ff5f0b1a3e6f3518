#!/bin/sh
# Lists one folder for choosing an installer, in one round trip:  cat frame.sh browse.sh | sh -s -- NONCE [FOLDER]
# Needs frame.sh in front of it. Without FOLDER it begins where installers usually are.
#
# File names hold any byte but NUL and slash, so they travel NUL-ended and encoded. Changes nothing.
#
# shellcheck disable=SC2317 # Nearly every function is called by its name, through ask_as.

usual_folders='/srv/iso /var/lib/iso /var/lib/libvirt/images /iso /isos /var/lib/vz/template/iso /home /'
limit=5000
not_found=3
no_folder=4
denied=5

choose_folder() {
  folder=$1
  [ -z "$folder" ] || return 0
  for folder in $usual_folders; do
    [ -d "$folder" ] && [ -r "$folder" ] && return 0
  done
}

where() {
  if [ ! -e "$folder" ]; then
    echo "$folder: No such file or directory" >&2
    return "$not_found"
  elif [ ! -d "$folder" ]; then
    echo "$folder: Not a directory" >&2
    return "$no_folder"
  elif [ ! -r "$folder" ] || [ ! -x "$folder" ]; then
    echo "$folder: Permission denied" >&2
    return "$denied"
  fi
  printf '%s' "$folder" | encode
}

# One word for what a name is: folder, image, other, or broken for a link to nothing.
kind_of() {
  if [ -d "./$1" ]; then
    kind=folder
  elif [ ! -e "./$1" ]; then
    kind=broken
  else
    case $1 in
      *.[iI][sS][oO] | *.[iI][mM][gG]) kind=image ;;
      *) kind=other ;;
    esac
  fi
}

# Calls "$1" with each name that is shown: folders first, then images, then the rest, up to the limit.
for_each_entry() {
  shown=0
  for wanted in folder image other broken; do
    for name in *; do
      [ "$shown" -lt "$limit" ] || return 0
      kind_of "$name"
      [ "$kind" = "$wanted" ] || continue
      [ "$kind" = broken ] && [ ! -L "./$name" ] && continue
      shown=$((shown + 1))
      "$1" "$name"
    done
  done
}

print_entry() {
  access=unreadable
  if [ -r "./$1" ]; then access=readable; fi
  printf '%s %s %s\0' "$kind" "$access" "$1"
}

print_measured() {
  [ "$kind" = broken ] || printf './%s\0' "$1"
}

entries() {
  for_each_entry print_entry | encode
}

# Size and time of each entry but the broken ones, in the same order.
sizes() {
  for_each_entry print_measured | xargs -0 -r stat -L -c '%s %Y' --
}

total() {
  set -- *
  if [ $# -eq 1 ] && [ ! -e "$1" ] && [ ! -L "$1" ]; then set --; fi
  echo $#
}

main() {
  choose_folder "$1"
  ask_as where 'cd FOLDER' where
  if cd -- "$folder" 2>/dev/null; then
    ask_as entries 'ls FOLDER' entries
    ask_as sizes "stat -L -c '%s %Y' *" sizes
    ask_as total 'ls FOLDER | wc -l' total
    ask free df -Pk .
  fi
  finish
}

main "${2-}"
exit 0
