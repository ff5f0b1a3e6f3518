# Makes, restores or deletes a snapshot inside a qcow2 file: by the machine's own QEMU where it runs, since nobody else may touch the
# file then, and with qemu-img where it does not. Deleting what is not there is fine.
# Arguments: create|restore|delete UUID CONTROL FILE SNAPSHOT
# shellcheck shell=sh

verb=$1
uuid=$2
control=$3
file=$4
snapshot=$5
scripts=${0%/*}

# The drive is the first of the machine, whose name QEMU makes from -drive if=virtio.
ask_machine() {
  sh "$scripts/control-machine.sh" "$control" "{\"execute\":\"$1\",\"arguments\":{\"device\":\"virtio0\",\"name\":\"$snapshot\"}}" 60 >/dev/null
}

is_running() {
  [ -n "$(sh "$scripts/find-machine.sh" "$uuid")" ]
}

# Only reads, so it may look while the machine runs.
has_snapshot() {
  [ -n "$(qemu-img snapshot -l -U "$file" | while read -r _ tag _; do
    [ "$tag" != "$snapshot" ] || echo found
  done)" ]
}

case $verb in
  create)
    if is_running; then ask_machine blockdev-snapshot-internal-sync; else qemu-img snapshot -c "$snapshot" "$file"; fi
    ;;
  restore) qemu-img snapshot -a "$snapshot" "$file" ;;
  delete)
    { [ -e "$file" ] && has_snapshot; } || exit 0
    if is_running; then ask_machine blockdev-snapshot-delete-internal-sync; else qemu-img snapshot -d "$snapshot" "$file"; fi
    ;;
  *)
    printf 'snapshot-file.sh does not know %s.\n' "$verb" >&2
    exit 2
    ;;
esac
