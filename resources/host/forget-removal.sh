# Removes the record of a removal that was taken back; not while it still holds the folder of a machine or of a cloud. Arguments: FOLDER
# shellcheck shell=sh

[ -e "$1" ] || exit 0
for held in "$1/machine" "$1"/machines/*/machine "$1/cloud" "$1/claim"; do
  if [ -e "$held" ]; then
    printf '%s is still there, so the record beside it stays.\n' "$held" >&2
    exit 1
  fi
done
rm -rf -- "$1"
