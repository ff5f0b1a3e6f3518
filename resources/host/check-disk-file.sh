# Proves that a disk file is whole: as long as it must be, and raw with all its room, qcow2 with all its tables.
# Arguments: FILE FORMAT BYTES
# shellcheck shell=sh

# shellcheck disable=SC2046
set -- "$1" "$2" "$3" $(stat -c '%s %b %B' -- "$1")
if [ $# != 6 ] || [ "$4" -lt "$3" ]; then
  printf '%s has %s of %s bytes.\n' "$1" "${4:-no}" "$3" >&2
  exit 1
fi
case $2 in
  raw)
    [ $(($5 * $6)) -ge "$3" ] && exit 0
    printf '%s has only %s of its %s bytes reserved.\n' "$1" "$(($5 * $6))" "$3" >&2
    exit 1
    ;;
  qcow2) qemu-img check -q -f qcow2 "$1" ;;
esac
