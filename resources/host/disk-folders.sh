# What room a folder has for disk files, and which are there. Between frame.sh and what asks: collect.sh, inspect-folder.sh.
# shellcheck shell=sh disable=SC2317 # Called by its name, through ask_as.

# folder=PATH, state=, filesystem=, and for each file entry=. Nutshell's own second names lie in .nutshell; a name with a line end
# in it is none that Nutshell could have given, and is left out.
disk_folder() {
  printf 'folder=%s\n' "$1"
  disk_at=$1
  if [ -d "$disk_at" ]; then
    echo 'state=there'
  elif [ -e "$disk_at" ] || [ -L "$disk_at" ]; then
    echo 'state=no-folder'
  else
    echo 'state=not-there'
  fi
  until [ -d "$disk_at" ]; do
    disk_at=${disk_at%/*}
    disk_at=${disk_at:-/}
  done
  stat -f -c 'filesystem=%S %b %a %T' "$disk_at" || return
  [ "$disk_at" = "$1" ] || {
    stat -c 'device=%d' "$disk_at"
    return
  }
  set --
  for disk_file in "${disk_at%/}"/* "${disk_at%/}"/.nutshell/*; do
    case $disk_file in
      *'
'*) continue ;;
    esac
    if [ -f "$disk_file" ] && [ ! -L "$disk_file" ]; then set -- "$@" "$disk_file"; fi
    [ $# -lt 2000 ] || break
  done
  stat -c 'device=%d' "$disk_at" || return
  # One that was removed meanwhile is no failure of the others.
  [ $# -eq 0 ] || stat -c 'entry=%i %s %b %B %n' "$@" || :
}
