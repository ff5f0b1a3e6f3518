# Reads the host again under Nutshell's lock, right before a launch, and refuses what collides with anybody: machines of Nutshell,
# of libvirt, of Proxmox, QEMU started by hand. Every refusal is a sentence on standard error; any of them makes it fail.
# Where an interrupted launch goes on, NUTSHELL_RESUMES names it, and what bears its mark is no collision.
# Arguments: --uuid --name --machines --run --qemu --bridge --mac --group --volume --bytes VALUE, and --iso --display --ip where there is one.
# shellcheck shell=sh

iso='' display='' ip=''
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
    --bytes) bytes=$2 ;;
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

check_definitions() {
  [ ! -e "$machines/$name" ] || is_own_folder "$machines/$name" || refuse "A machine called $name exists already ($machines/$name). Choose another name."
  [ ! -e "$run/$name" ] || is_own_folder "$run/$name" || refuse "The folder $run/$name is there already. If no machine called $name runs, remove it."
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

# Whom the host talks to. What it once heard of (STALE) may be a machine that is gone.
check_address() {
  [ -n "$ip" ] || return 0
  neighbour=$(ip neigh show to "$ip" 2>/dev/null | grep -e ' REACHABLE' -e ' PERMANENT' | head -n 1)
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

check_volume() {
  if ! counts=$(vgs --noheadings --nosuffix --units b -o vg_extent_size,vg_free_count "$group" 2>&1); then
    refuse "Volume group $group cannot be used: $(printf '%s' "$counts" | tr -s ' \n' ' ')"
    return
  fi
  # Two numbers, split on purpose.
  # shellcheck disable=SC2086
  set -- $counts
  is_own_volume && return
  if lvs --noheadings -o lv_name "$group" | tr -d ' ' | grep -q -x -F -e "$volume"; then
    refuse "Volume $group/$volume exists already, and what is on it may be needed. Choose another volume name."
  elif [ $(((bytes + $1 - 1) / $1)) -gt "$2" ]; then
    refuse "Volume group $group has $(($1 * $2 / 1048576)) MiB free, the disk needs $((bytes / 1048576)) MiB. Choose a smaller disk or another group."
  fi
}

check_processes
check_definitions
check_network
check_address
check_display
check_files
check_volume
[ "$refusals" = 0 ]
