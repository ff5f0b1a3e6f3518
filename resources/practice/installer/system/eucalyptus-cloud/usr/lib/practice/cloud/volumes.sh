# shellcheck shell=sh
# Volumes: STATE/volumes/ID is one line, "SIZE STATUS CREATED [INSTANCE DEVICE]"; what is on one is in STATE/disks/ID, a file with holes.
# Needs settings.sh.
#
# shellcheck disable=SC2034,SC2154
# Variables are shared by all parts: settings.sh and read_record set most of them.

list_volumes() {
  for file in "$state"/volumes/vol-*; do
    [ ! -f "$file" ] || echo "${file##*/}"
  done
}

# read_volume ID: sets size, status, created, holder and device.
read_volume() {
  size='' status='' created='' holder='' device=''
  [ -f "$state/volumes/$1" ] || return 1
  read -r size status created holder device <"$state/volumes/$1"
}

# write_volume ID, from the variables that read_volume sets.
write_volume() {
  mkdir -p "$state/volumes"
  echo "$size $status $created $holder $device" >"$state/volumes/$1.new"
  mv "$state/volumes/$1.new" "$state/volumes/$1"
}

need_volume() {
  case $1 in
    '' | *[!0-9a-z-]*) fail "\"$1\" is no ID of a volume; they look like vol-1a2b3c4d." ;;
  esac
  read_volume "$1" || fail "there is no volume $1."
}

check_device() {
  case $1 in
    *[!a-z0-9/]* | /dev/*/*) ;;
    /dev/[a-z]*) return ;;
  esac
  fail "\"$1\" is no name of a device: write /dev/vdb."
}

# attach_volume VOLUME ID DEVICE: a block device in the instance's own /dev, at once.
attach_volume() {
  need_node
  need_volume "$1"
  [ -z "$holder" ] || fail "volume $1 is in use by $holder."
  check_device "$3"
  need_instance "$2"
  is_running "$2" || fail "instance $2 does not run."
  [ "$kind" = namespace ] || fail "instance $2 is a KVM guest of the kind microvm, which takes no disk while it runs."
  mkdir -p "$state/disks"
  [ -f "$state/disks/$1" ] || truncate -s "${size}G" "$state/disks/$1" || fail "there is no room for $1."
  plug_volume "$2" "$1" "$3" || fail "volume $1 could not be given to $2: $3 is in use there, or this machine has no loop device."
  holder=$2 device=$3 status=in-use
  write_volume "$1"
}

# detach_volume VOLUME: what is on it stays.
detach_volume() {
  need_volume "$1"
  [ -n "$holder" ] || fail "volume $1 is attached to no instance."
  unplug_volume "$holder" "$1" "$device"
  holder='' device='' status=available
  write_volume "$1"
}

# list_volumes_of ID
list_volumes_of() {
  for volume in $(list_volumes); do
    read_volume "$volume"
    [ "$holder" != "$1" ] || echo "$volume"
  done
}

# plug_volumes ID: again, after a restart of the machine.
plug_volumes() {
  for volume in $(list_volumes_of "$1"); do
    read_volume "$volume"
    plug_volume "$1" "$volume" "$device"
  done
}

detach_volumes() {
  for volume in $(list_volumes_of "$1"); do
    detach_volume "$volume"
  done
}

delete_volume() {
  need_volume "$1"
  [ -z "$holder" ] || fail "volume $1 is in use by $holder."
  rm -f "$state/disks/$1" "$state/volumes/$1"
}
