# Removes the record of a removal that was taken back; not while it still holds the folder of a machine. Arguments: FOLDER
# shellcheck shell=sh

[ -e "$1" ] || exit 0
if [ -e "$1/machine" ]; then
  printf '%s/machine is still there, so the record beside it stays.\n' "$1" >&2
  exit 1
fi
rm -rf -- "$1"
