#!/bin/sh
# Reads everything Nutshell shows about a host and all its machines, in one round trip. Needs frame.sh, links.sh and disk-folders.sh in front of it.
#
# A section that fails is asked for again in an older way under the same name; the last one counts. There is no table of versions.
# Changes nothing. Starts few processes (shell builtins and one grep or cat over many files): a host may have 30 machines.
#
# shellcheck disable=SC2154,SC2317,SC3013
# value comes from read_value of frame.sh; nearly every function is called by its name, through ask; test -ef is POSIX since 2024
# and old in dash, bash and busybox.

# --- who and what the host is ---

identity() {
  for file in /proc/sys/kernel/hostname /proc/sys/kernel/osrelease /proc/uptime; do
    read_value "$file"
    printf '%s\n' "$value"
  done
  printf '%s\n' "${SUDO_USER:-${LOGNAME:-$(id -un)}}"
  for manager in apt-get dnf yum zypper pacman apk; do
    if has "$manager"; then
      printf '%s\n' "$manager"
      break
    fi
  done
  return 0
}

distribution() {
  for file in /etc/os-release /usr/lib/os-release /etc/redhat-release /etc/debian_version; do
    if [ -r "$file" ]; then
      case $file in
        *os-release) lines_of "$file" PRETTY_NAME= NAME= ;;
        *) lines_of "$file" '' ;;
      esac
      return
    fi
  done
  echo 'none of /etc/os-release, /etc/redhat-release, /etc/debian_version is there' >&2
  return 1
}

# The first processor, up to the empty line behind it, and which are there.
processor() {
  while read -r line && [ -n "$line" ]; do
    printf '%s\n' "$line"
  done </proc/cpuinfo
  if read_value /sys/devices/system/cpu/online; then
    printf 'online\t: %s\n' "$value"
  else
    printf 'threads\t: '
    grep -c '^processor' /proc/cpuinfo
  fi
}

memory() {
  lines_of /proc/meminfo MemTotal: MemFree: MemAvailable: Buffers: Cached: SwapTotal:
}

kvm_state() {
  if [ ! -e /dev/kvm ]; then
    echo 'device=absent'
  elif [ -r /dev/kvm ] && [ -w /dev/kvm ]; then
    echo 'device=usable'
  else
    echo 'device=no-access'
  fi
  for module in kvm kvm_intel kvm_amd; do
    [ -d "/sys/module/$module" ] || continue
    echo "module=$module"
    if read_value "/sys/module/$module/parameters/nested"; then echo "nested=$value"; fi
  done
  return 0
}

# Seconds since boot: how long the reading took, without starting date again.
uptime_now() {
  read_value /proc/uptime
  printf '%s\n' "$value"
}

# systemd-timesyncd leaves a file; where another keeps the time, somebody must be asked.
clock_synchronised() {
  if [ -e /run/systemd/timesync/synchronized ]; then
    echo 'NTPSynchronized=yes'
  elif has timedatectl; then
    limited timedatectl show -p NTPSynchronized 2>/dev/null || limited timedatectl status
  elif has adjtimex; then
    adjtimex -p 2>/dev/null || adjtimex
  elif has chronyc; then
    limited chronyc -n tracking
  else
    echo 'none of timedatectl, adjtimex, chronyc is there' >&2
    return 1
  fi
}

tools() {
  for tool in tcpdump socat flock setsid python3 virsh qemu-img fallocate; do
    if has "$tool"; then
      printf '%s=' "$tool"
      command -v "$tool"
    fi
  done
  return 0
}

# --- QEMU ---

# qemu_list: every QEMU of the host, in the order in which Nutshell uses them, no file twice. kvm is often a script around the
# others, so it counts only alone.
find_qemu() {
  qemu_list=
  for name in qemu-kvm /usr/libexec/qemu-kvm qemu-system-x86_64 kvm; do
    binary=$(command -v "$name" 2>/dev/null) || continue
    [ "$name" = kvm ] && [ -n "$qemu_list" ] && continue
    for other in $qemu_list; do
      [ "$binary" -ef "$other" ] && continue 2
    done
    qemu_list="$qemu_list $binary"
  done
}

# Starting QEMU just for its version is the dearest part of the whole reading.
qemu_binaries() {
  for binary in $qemu_list; do
    printf 'binary=%s\n' "$binary"
    "$binary" -version || printf 'status=%s\n' "$?"
  done
  return 0
}

helper_candidates='/usr/lib/qemu/qemu-bridge-helper /usr/libexec/qemu-bridge-helper /usr/lib64/qemu/qemu-bridge-helper
/usr/libexec/qemu/qemu-bridge-helper /usr/local/libexec/qemu-bridge-helper'

bridge_helper() {
  helper=
  for candidate in $helper_candidates; do
    [ -e "$candidate" ] || continue
    helper=$candidate
    printf 'helper=%s\n' "$helper"
    if [ -u "$helper" ]; then
      echo 'setuid=yes'
    elif has getcap; then
      printf 'capability=%s\n' "$(getcap "$helper")"
    fi
    break
  done
  find_bridge_config
  [ -z "$helper" ] || printf 'expected=%s\n' "$config"
  [ -e "$config" ] || return 0
  printf 'config=%s\n' "$config"
  bridge_rules "$config" 0
  return 0
}

# config: the file this helper reads. It was compiled in, so where there are several folders the helper itself is asked.
find_bridge_config() {
  config=/etc/qemu/bridge.conf
  [ -d /etc/qemu-kvm ] || [ -d /usr/local/etc/qemu ] || return 0
  for candidate in /etc/qemu/bridge.conf /etc/qemu-kvm/bridge.conf /usr/local/etc/qemu/bridge.conf; do
    if [ -n "$helper" ]; then
      grep -q "$candidate" "$helper" || continue
    else
      [ -e "$candidate" ] || continue
    fi
    config=$candidate
    return 0
  done
}

# Rules of a file and of those it includes, one `rule=` each; in a subshell of its own because it calls itself.
bridge_rules() (
  if [ "$2" -gt 8 ]; then
    echo "$1: included too deeply" >&2
    return
  fi
  while read -r action subject || [ -n "$action" ]; do
    case $action in '' | '#'*) continue ;; esac
    printf 'rule=%s %s\n' "$action" "$subject"
    if [ "$action" = include ]; then bridge_rules "$subject" "$(($2 + 1))"; fi
  done <"$1"
)

definitions_folder=/var/lib/nutshell/machines

machine_definitions() { records_of "$definitions_folder" machine.json; }

# Records in folders of their own: paths first, NUL after each; then sep file for each of them. FOLDER NAME...
records_of() {
  records_folder=$1
  shift
  [ -e "$records_folder" ] || return 0
  if [ ! -r "$records_folder" ] || [ ! -x "$records_folder" ]; then
    echo "$records_folder: Permission denied" >&2
    return 1
  fi
  names=$*
  set --
  # shellcheck disable=SC2086 # Names without blanks, to be split.
  for name in $names; do
    for file in "$records_folder"/*/"$name"; do
      [ -e "$file" ] && set -- "$@" "$file"
    done
  done
  [ $# -gt 0 ] || return 0
  {
    printf '%s\0' "$@"
    separated=$#
    for file in "$@"; do set -- "$@" "/proc/$$/cmdline" "$file"; done
    shift "$separated"
    cat "$@"
  } | encode
}

sockets_folder=/run/nutshell/machines

# What the last run of each machine left: folder= where the host was not restarted since, log= and started= for its log of events,
# the last three events that changed its state, and the end of QEMU's own log. Three processes, however many machines.
machine_runs() {
  logs=
  words=
  for folder in "$definitions_folder"/*/; do
    [ -e "$folder/machine.json" ] || continue
    folder=${folder%/}
    name=${folder##*/}
    [ -d "$sockets_folder/$name" ] && echo "folder=$name"
    if [ -e "$folder/events.log" ]; then
      echo "log=$name"
      [ -s "$folder/events.log" ] && echo "started=$name"
      logs="$logs $folder/events.log"
    fi
    [ -s "$folder/qemu.log" ] && words="$words $folder/qemu.log"
  done
  # Names of machines hold no blanks; /dev/null makes each tool name the files.
  # shellcheck disable=SC2086
  [ -z "$logs" ] || grep -s -E "$state_events" $logs /dev/null | keep_last
  echo 'words='
  # shellcheck disable=SC2086
  [ -z "$words" ] || tail -c 500 $words /dev/null
}

state_events='"event": "(SHUTDOWN|STOP|RESUME|RESET|POWERDOWN|SUSPEND|WAKEUP|GUEST_PANICKED|BLOCK_IO_ERROR)"'

# The last three lines of each file, oldest first.
keep_last() {
  awk '{ file = substr($0, 1, index($0, ":") - 1); first[file] = second[file]; second[file] = third[file]; third[file] = $0 }
    END { for (file in third) { print first[file]; print second[file]; print third[file] } }'
}

# What libvirt and Proxmox keep of their machines, also of those that are off: the lines that say what a machine takes.
foreign_definitions() {
  set --
  for folder in /etc/libvirt/qemu /etc/pve/nodes; do
    if [ -e "$folder" ] && { [ ! -r "$folder" ] || [ ! -x "$folder" ]; }; then
      echo "$folder: Permission denied" >&2
      return 1
    fi
  done
  for file in /etc/libvirt/qemu/*.xml /etc/pve/nodes/*/qemu-server/*.conf; do
    [ -e "$file" ] && set -- "$@" "$file"
  done
  [ $# -gt 0 ] || return 0
  grep -s -H -E \
    -e '^ *<(name>|mac address=|source (file|dev)=|graphics )' -e '^(name|net[0-9]+|(ide|sata|scsi|virtio)[0-9]+):' "$@"
  [ $? -le 1 ]
}

# --- network ---

nameservers() {
  lines_of /etc/resolv.conf nameserver || return
  # systemd-resolved writes itself into resolv.conf; this names the servers that it asks.
  if [ -r /run/systemd/resolve/resolv.conf ]; then lines_of /run/systemd/resolve/resolv.conf nameserver; fi
}

forwarding_switches() {
  for switch in ipv4/ip_forward bridge/bridge-nf-call-iptables; do
    if read_value "/proc/sys/net/$switch"; then echo "${switch#*/}=$value"; fi
  done
}

# Only the FORWARD chain of the filter table: a host with containers has thousands of rules. iptables-save without -t loads
# no module, iptables -L would.
forward_chain() {
  rules=$("$1") || return
  printf '%s\n' "$rules" | sed -n '/^\*filter/,/^COMMIT/{/^:FORWARD /p;/^-A FORWARD /p;}'
}

# --- disks ---

# Two commands: vgs asked for fields of volumes as well leaves out a group that has none.
storage() {
  group_fields='vg_name,vg_size,vg_free,vg_extent_size,vg_attr'
  ask groups vgs --reportformat json --units b --nosuffix -o "$group_fields" ||
    ask groups vgs --noheadings --separator '|' --units b --nosuffix -o "$group_fields"
  volume_fields='lv_name,vg_name,lv_path,lv_size,lv_attr,lv_tags,pool_lv,data_percent,metadata_percent,origin,lv_time'
  ask volumes lvs --reportformat json --units b --nosuffix -o "$volume_fields" ||
    ask volumes lvs --noheadings --separator '|' --units b --nosuffix -o "$volume_fields"
  ask_as disk-folders 'stat -f FOLDER; stat FOLDER/*' disk_folders
}

# The folder that Nutshell makes by itself, and those that the definitions of its machines name, each once.
disk_folders() {
  known_folders='
'
  {
    echo /var/lib/nutshell/disks
    set -- "$definitions_folder"/*/machine.json
    [ ! -e "$1" ] || sed -n 's|^ *"folder": "\(/[^"\\]*\)",\{0,1\}$|\1|p' "$@"
  } | while IFS= read -r disk_at; do
    case $known_folders in
      *"
$disk_at
"*) continue ;;
    esac
    known_folders="$known_folders$disk_at
"
    disk_folder "$disk_at" || exit
  done
}

filters() {
  if has iptables-save; then ask_as iptables-save iptables-save forward_chain iptables-save; fi
  # The tables of the old kind, where the kernel has any.
  if has iptables-legacy-save && [ -e /proc/net/ip_tables_names ] && ! is_empty /proc/net/ip_tables_names; then
    ask_as iptables-legacy-save iptables-legacy-save forward_chain iptables-legacy-save
  fi
  if has nft; then ask nft nft list chains; fi
}

# Read to be told: files of /proc have no size. What may not be read is not empty.
is_empty() { [ -r "$1" ] && ! read_value "$1"; }

network() {
  links
  ask routes ip -j route || ask routes ip route || ask routes cat /proc/net/route
  ask neighbours ip -j neigh || ask neighbours ip -o neigh || ask neighbours cat /proc/net/arp
  ask forwarding bridge -j fdb show || ask forwarding bridge fdb show
  ask_as nameservers 'cat /etc/resolv.conf' nameservers
  ask_as listening "grep ' 0A ' /proc/net/tcp /proc/net/tcp6" listening
  ask_as switches 'cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/bridge/bridge-nf-call-iptables' forwarding_switches
  filters
}

# What hardly ever changes and is dear to ask. Who reads again and again sets `quick` in front of this script.
slow_facts() {
  ask_as qemu 'qemu-kvm -version; /usr/libexec/qemu-kvm -version; qemu-system-x86_64 -version; kvm -version' qemu_binaries
  ask_as synchronised 'timedatectl show -p NTPSynchronized' clock_synchronised
}

main() {
  ask_as uptime-before 'cat /proc/uptime' uptime_now
  ask clock date '+%s %N'
  ask_as identity 'cat /proc/sys/kernel/hostname /proc/sys/kernel/osrelease /proc/uptime' identity
  ask_as distribution 'cat /etc/os-release' distribution
  ask_as cpu 'cat /proc/cpuinfo' processor
  ask_as kvm 'cat /sys/module/kvm_{intel,amd}/parameters/nested; ls -l /dev/kvm' kvm_state
  ask_as memory 'cat /proc/meminfo' memory
  ask_as tools 'command -v tcpdump socat flock setsid python3 virsh qemu-img fallocate' tools
  ask_as bridge-helper 'ls -l qemu-bridge-helper; cat bridge.conf' bridge_helper
  find_qemu
  network
  storage
  ask_as processes 'cat /proc/*/cmdline; grep iff: /proc/*/fdinfo/*' qemu_processes
  ask_as definitions "cat $definitions_folder/*/machine.json" machine_definitions
  ask_as foreign-definitions 'grep mac /etc/libvirt/qemu/*.xml /etc/pve/nodes/*/qemu-server/*.conf' foreign_definitions
  ask_as removals 'cat /var/lib/nutshell/removed/*/removal.json' records_of /var/lib/nutshell/removed removal.json armed
  ask_as checkpoints 'cat /var/lib/nutshell/checkpoints/*/checkpoint.json' records_of /var/lib/nutshell/checkpoints checkpoint.json finished
  ask_as claims 'cat /var/lib/nutshell/addresses/*/claim.json' records_of /var/lib/nutshell/addresses claim.json
  ask_as clouds 'cat /var/lib/nutshell/clouds/*/cloud.yaml' records_of /var/lib/nutshell/clouds cloud.yaml
  ask_as runs "grep event $definitions_folder/*/events.log; tail $definitions_folder/*/qemu.log" machine_runs
  [ -n "${quick-}" ] || slow_facts
  ask_as uptime-after 'cat /proc/uptime' uptime_now
  finish
}

main
exit 0
