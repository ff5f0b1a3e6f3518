# Renames a folder, never into another one and never over anything. One that was moved already is fine. Arguments: FROM TO
# shellcheck shell=sh

if [ -e "$2" ] || [ -L "$2" ]; then
  [ -e "$1" ] || exit 0
  printf 'There is %s already, so %s stays where it is.\n' "$2" "$1" >&2
  exit 1
fi
mv -- "$1" "$2"
