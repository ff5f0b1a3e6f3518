# Reads the host again under Nutshell's lock, right before a launch, and refuses what collides with anybody: machines of Nutshell,
# of libvirt, of Proxmox, QEMU started by hand. Every refusal is a sentence on standard error; any of them makes it fail.
# Where an interrupted launch goes on, NUTSHELL_RESUMES names it, and what bears its mark is no collision.
# Arguments: --uuid --name --machines --run --qemu --bridge --mac --bytes VALUE; of the disk --group --volume, and --pool of a thin one,
# or --folder --file --format; --iso --display --ip where there is one; --promises kept where the review found room for all promises.
# Before a machine that is there is started again: --own PATH, its disk, in the place of what would be made. Its name is its own then.
# shellcheck shell=sh disable=SC3013
# test -ef is POSIX since 2024, and old in dash, bash and busybox.

iso='' display='' ip='' group='' volume='' pool='' folder='' disk='' format='' promises='' own=''
resumed=${NUTSHELL_RESUMES-}
while [ $# -gt 1 ]; do
  case $1 in
    --uuid) uuid=$2 ;;
    --name) name=$2 ;;
    --machines) machines=$2 ;;
    --run) run=$2 ;;
    --qemu) qemu=$2 ;;
    --bridge) bridge=$2 ;;
    --mac) mac=$2 ;;
    --group) group=$2 ;;
    --volume) volume=$2 ;;
    --pool) pool=$2 ;;
    --folder) folder=$2 ;;
    --file) disk=$2 ;;
    --format) format=$2 ;;
    --promises) promises=$2 ;;
    --bytes) bytes=$2 ;;
    --own) own=$2 ;;
    --iso) iso=$2 ;;
    --display) display=$2 ;;
    --ip) ip=$2 ;;
    *)
      printf 'guard-launch.sh does not know %s.\n' "$1" >&2
      exit 2
      ;;
  esac
  shift 2
done

refusals=0
refuse() {
  printf '%s\n' "$1" >&2
  refusals=$((refusals + 1))
}

# A complaint of several lines, with blanks in front, as one line.
in_line() (
  set -f
  # shellcheck disable=SC2086
  set -- $1
  printf '%s' "$*"
)

# The words of a process, one a line. PID
words_of() {
  tr '\0' '\n' 2>/dev/null <"/proc/$1/cmdline"
}

# Numbers of the QEMU processes of everybody, told by the program they run.
list_qemu() {
  # Paths under /proc hold no blanks.
  # shellcheck disable=SC2013
  for file in $(grep -l -i -e qemu -e kvm /proc/[0-9]*/cmdline 2>/dev/null); do
    pid=${file#/proc/}
    pid=${pid%/cmdline}
    program=$(words_of "$pid" | head -n 1)
    case ${program##*/} in
      qemu-system-* | qemu-kvm | qemu | kvm) printf '%s\n' "$pid" ;;
    esac
  done
}

# The name a QEMU process was given: -name NAME, -name guest=NAME,process=... PID
name_of() {
  words_of "$1" | sed -n '/^-name$/{n;s/^guest=//;s/,.*//;p;q;}'
}

# Was it made by the launch that goes on? The power may have gone before the mark was in it: then it holds nothing else. FOLDER
is_own_folder() {
  [ -n "$resumed" ] || return 1
  read -r owner 2>/dev/null <"$1/operation" || owner=
  case $owner in
    "$resumed") return 0 ;;
    '') [ -z "$(find "$1" -mindepth 1 ! -name operation 2>/dev/null)" ] ;;
    *) return 1 ;;
  esac
}

# Does the volume bear the tag of the launch that goes on?
is_own_volume() {
  [ -n "$resumed" ] || return 1
  case ",$(lvs --noheadings -o lv_tags "$group/$volume" 2>/dev/null | tr -d ' ')," in
    *",nutshell.operation=$resumed,"*) return 0 ;;
  esac
  return 1
}

# Has the launch that goes on made its file already, and did nobody else take its name?
is_own_file() {
  own_mark=${folder%/}/.nutshell/$uuid
  own_file=${folder%/}/$disk
  [ -n "$resumed" ] && [ -e "$own_mark" ] || return 1
  if [ -e "$own_file" ] || [ -L "$own_file" ]; then
    [ ! -L "$own_file" ] && [ "$own_file" -ef "$own_mark" ]
  fi
}

# Sets is_running where this very machine runs: then its display and its MAC on the bridge are its own.
check_processes() {
  is_running=0
  for pid in $(list_qemu); do
    if [ -n "$resumed" ] && words_of "$pid" | grep -q -x -F -e "$uuid"; then
      is_running=1
      continue
    fi
    other=$(name_of "$pid")
    [ "$other" != "$name" ] || refuse "A machine called $name runs already (QEMU process $pid). Choose another name."
    if words_of "$pid" | grep -q -i -F -e "$mac"; then
      refuse "MAC $mac is taken by ${other:-a machine without a name} (QEMU process $pid). Choose another MAC."
    fi
  done
}

check_name() {
  [ ! -e "$machines/$name" ] || is_own_folder "$machines/$name" || refuse "A machine called $name exists already ($machines/$name). Choose another name."
  [ ! -e "$run/$name" ] || is_own_folder "$run/$name" || refuse "The folder $run/$name is there already. If no machine called $name runs, remove it."
}

# Its own disk, where it was left.
check_own() {
  [ -e "$own" ] || refuse "The disk $own of $name is gone. Bring it back, or destroy the machine."
  for pid in $(list_qemu); do
    # A start that was interrupted and goes on may have begun this very machine.
    [ -n "$resumed" ] && words_of "$pid" | grep -q -x -F -e "$uuid" && continue
    if words_of "$pid" | grep -q -F -e "$own"; then
      refuse "The disk $own is in use by $(name_of "$pid") (QEMU process $pid). Two machines on one disk would destroy it."
    fi
  done
}

check_definitions() {
  if [ -z "$own" ]; then
    check_name
  fi
  for file in "$machines"/*/machine.json; do
    [ -e "$file" ] || continue
    other=${file%/machine.json}
    other=${other##*/}
    [ "$other" != "$name" ] || continue
    grep -q -i -F -e "\"$mac\"" "$file" && refuse "MAC $mac belongs to machine $other. Choose another MAC."
    [ -n "$ip" ] && grep -q -F -e "\"ip\": \"$ip\"" "$file" && refuse "Address $ip was given to machine $other. Choose another address."
  done
  # Machines of others that do not run at the moment keep their MACs too.
  file=$(grep -l -i -s -F -e "$mac" /etc/libvirt/qemu/*.xml /etc/pve/nodes/*/qemu-server/*.conf | head -n 1)
  [ -z "$file" ] || refuse "MAC $mac belongs to the machine that $file defines. Choose another MAC."
  [ ! -e "/etc/libvirt/qemu/$name.xml" ] || refuse "A machine called $name is defined in libvirt. Choose another name."
}

check_network() {
  # A machine that was adopted may have no bridge.
  [ -n "$bridge" ] || return 0
  if [ ! -d "/sys/class/net/$bridge/bridge" ]; then
    refuse "There is no bridge $bridge on this host any more. Choose another bridge, or bring it back."
    return
  fi
  for file in /sys/class/net/*/address; do
    grep -q -i -x -F -e "$mac" "$file" 2>/dev/null || continue
    device=${file%/address}
    refuse "MAC $mac is that of the host's own ${device##*/}. Choose another MAC."
  done
  [ "$is_running" = 0 ] || return 0
  if { bridge fdb show br "$bridge" 2>/dev/null || brctl showmacs "$bridge" 2>/dev/null; } | grep -q -i -F -e "$mac"; then
    refuse "Bridge $bridge has learned MAC $mac from another station: somebody on this network uses it. Choose another MAC."
  fi
}

# Whom the host talks to, this machine itself apart, which it may have heard of a moment ago. What it once heard of (STALE) may be gone.
check_address() {
  [ -n "$ip" ] || return 0
  neighbour=$(ip neigh show to "$ip" 2>/dev/null | grep -e ' REACHABLE' -e ' PERMANENT' | grep -v -i -F -e "$mac" | head -n 1)
  [ -z "$neighbour" ] || refuse "Address $ip is used on this network already ($neighbour). Choose another address."
}

check_display() {
  [ -n "$display" ] && [ "$is_running" = 0 ] || return 0
  port=$((5900 + display))
  if grep -q -i -E -e ": [0-9a-f]+:$(printf '%04x' "$port") [0-9a-f]+:0000 0a" /proc/net/tcp /proc/net/tcp6 2>/dev/null; then
    refuse "Display $display is taken: somebody listens on TCP port $port. Choose another display, or the socket."
  fi
}

check_files() {
  command -v "$qemu" >/dev/null || refuse "There is no QEMU at $qemu any more. Install it, or read the host again."
  { [ -r /dev/kvm ] && [ -w /dev/kvm ]; } || refuse "/dev/kvm cannot be used. Load kvm_intel or kvm_amd, and switch on virtualisation in the firmware."
  [ -n "$iso" ] || return 0
  if [ ! -e "$iso" ]; then
    refuse "There is no $iso on this host. Choose an ISO that is there."
  elif [ ! -f "$iso" ] || [ ! -r "$iso" ]; then
    refuse "$iso is no file that can be read. Choose an ISO image."
  elif [ ! -s "$iso" ]; then
    refuse "$iso is empty. Perhaps it is still being fetched."
  fi
}

check_volume_name() {
  if lvs --noheadings -o lv_name "$group" | tr -d ' ' | grep -q -x -F -e "$volume"; then
    refuse "Volume $group/$volume exists already, and what is on it may be needed. Choose another volume name."
    return 1
  fi
}

check_volume() {
  if ! counts=$(vgs --noheadings --nosuffix --units b -o vg_extent_size,vg_free_count "$group" 2>&1); then
    refuse "Volume group $group cannot be used: $(in_line "$counts")"
    return
  fi
  # Two numbers, split on purpose.
  # shellcheck disable=SC2086
  set -- $counts
  check_volume_name || return 0
  if [ $(((bytes + $1 - 1) / $1)) -gt "$2" ]; then
    refuse "Volume group $group has $(($1 * $2 / 1048576)) MiB free, the disk needs $((bytes / 1048576)) MiB. Choose a smaller disk or another group."
  fi
}

# Whole percents: LVM prints 89.99, and the shell counts in whole numbers.
is_full() {
  [ "${1%%.*}" -ge 90 ]
}

check_pool() {
  if ! listed=$(lvs --noheadings --nosuffix --units b --separator ' ' -o lv_attr,lv_size,data_percent,metadata_percent "$group/$pool" 2>&1); then
    refuse "Thin pool $group/$pool cannot be used: $(in_line "$listed")"
    return
  fi
  # A word for attributes and three numbers.
  # shellcheck disable=SC2086
  set -- $listed
  case $#$1 in
    4t???????[FDM]*) refuse "Thin pool $group/$pool can take no more writes: LVM shows it as $1 (lvs(8), lv_attr). Repair or extend it first." ;;
    4t*)
      if is_full "$3" || is_full "$4"; then
        refuse "Thin pool $group/$pool is nearly full: $3 % of its data and $4 % of its metadata room are in use. Extend it, or choose another place."
      fi
      check_pool_promises "$2"
      ;;
    *) refuse "$group/$pool is no active thin pool any more. Choose another place for the disk." ;;
  esac
  check_volume_name || return 0
}

# SIZE of the pool
check_pool_promises() {
  [ "$promises" = kept ] || return 0
  promised=$bytes
  # POOL|SIZE for each volume; neither holds a blank.
  for one in $(lvs --noheadings --nosuffix --units b --separator '|' -o pool_lv,lv_size "$group"); do
    [ "${one%|*}" != "$pool" ] || promised=$((promised + ${one#*|}))
  done
  if [ "$promised" -gt "$1" ]; then
    refuse "Thin pool $group/$pool has been promised to others since: with this disk it would be $((promised / 1048576)) of $(($1 / 1048576)) MiB. Review again."
  fi
}

# What is free, and what the files there may still grow by. FOLDER
measure_folder() {
  # Block size, blocks in all, blocks free.
  # shellcheck disable=SC2046
  set -- "$1" $(stat -f -c '%S %b %a' "$1")
  if [ $# != 4 ]; then
    refuse "How much room the file system of $1 has could not be read."
    return 1
  fi
  total=$(($2 * $3))
  free=$(($2 * $4))
  promised=0
  for one in "${1%/}"/* "${1%/}"/.nutshell/*; do
    # A disk of Nutshell's has two names and is counted by the second.
    if [ -f "$one" ] && [ ! -L "$one" ]; then
      # shellcheck disable=SC2046
      set -- "$1" $(stat -c '%h %s %b %B' "$one")
      # One that was removed meanwhile.
      [ $# = 5 ] || continue
      grows=$(($3 - $4 * $5))
      case $2:$one in
        1:* | *:*/.nutshell/*) [ "$grows" -le 0 ] || promised=$((promised + grows)) ;;
      esac
    fi
  done
}

check_folder() {
  if [ -e "${folder%/}/$disk" ] || [ -L "${folder%/}/$disk" ]; then
    refuse "${folder%/}/$disk exists already, and what is in it may be needed. Choose another name for the disk."
  fi
  tool='qemu-img'
  [ "$format" = qcow2 ] || tool=fallocate
  command -v "$tool" >/dev/null || refuse "This host has no $tool, which makes $format files. Install it, or choose another format."
  # Nutshell's own folder is made by the launch.
  at=$folder
  until [ -d "$at" ] || [ "$folder" != "${machines%/*}/disks" ]; do
    at=${at%/*}
    at=${at:-/}
  done
  if [ ! -d "$at" ]; then
    refuse "There is no folder $folder on this host. Make it, or choose one that is there."
    return
  fi
  measure_folder "$at" || return 0
  if [ $((free * 20)) -le "$total" ]; then
    refuse "The file system of $folder is nearly full: $((free / 1048576)) of $((total / 1048576)) MiB are free. Make room there, or choose another place."
  elif [ "$format" = raw ] && [ "$bytes" -gt "$free" ]; then
    refuse "The file system of $folder has $((free / 1048576)) MiB free, and a raw file of $((bytes / 1048576)) MiB takes all its room at once. Choose a smaller disk, qcow2 or another place."
  elif [ "$promises" = kept ] && [ $((promised + bytes)) -gt "$free" ]; then
    refuse "The file system of $folder has been promised to others since: $((promised / 1048576)) of $((free / 1048576)) MiB free, without this disk. Review again."
  fi
}

check_disk() {
  if [ -n "$folder" ]; then
    is_own_file || check_folder
  elif is_own_volume; then
    return
  elif [ -n "$pool" ]; then
    check_pool
  else
    check_volume
  fi
}

check_processes
check_definitions
check_network
check_address
check_display
check_files
if [ -n "$own" ]; then check_own; else check_disk; fi
[ "$refusals" = 0 ]
