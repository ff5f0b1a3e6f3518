#!/bin/sh
# Reads everything Nutshell shows about a host and all its machines, in one round trip. Needs frame.sh in front of it.
#
# A section that fails is asked for again in an older way under the same name; the last one counts. There is no table of versions.
# Changes nothing. Starts few processes (shell builtins and one grep or cat over many files): a host may have 30 machines.
#
# shellcheck disable=SC2154,SC2317 # value comes from read_value of frame.sh; nearly every function is called by its name, through ask.

# --- who and what the host is ---

identity() {
  cat /proc/sys/kernel/hostname /proc/sys/kernel/osrelease /proc/uptime
  printf '%s\n' "${SUDO_USER:-$(id -un)}"
  for manager in apt-get dnf yum zypper pacman apk; do
    if has "$manager"; then
      printf '%s\n' "$manager"
      break
    fi
  done
}

distribution() {
  for file in /etc/os-release /usr/lib/os-release /etc/redhat-release /etc/debian_version; do
    if [ -r "$file" ]; then
      cat "$file"
      return
    fi
  done
  echo 'none of /etc/os-release, /etc/redhat-release, /etc/debian_version is there' >&2
  return 1
}

processor() {
  sed '/^$/q' /proc/cpuinfo
  printf 'threads\t: '
  grep -c '^processor' /proc/cpuinfo
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

clock_synchronised() {
  if has timedatectl; then
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
  for tool in tcpdump socat flock setsid python3 virsh; do
    if has "$tool"; then printf '%s=%s\n' "$tool" "$(command -v "$tool")"; fi
  done
}

# --- QEMU ---

# The order in which Nutshell uses them. kvm is a script around the others where they exist, so it is asked last and alone:
# starting QEMU just for its version is the dearest part of the whole reading.
qemu_binaries() {
  seen=' '
  for name in qemu-kvm /usr/libexec/qemu-kvm qemu-system-x86_64 kvm; do
    binary=$(command -v "$name" 2>/dev/null) || continue
    [ "$name" = kvm ] && [ "$seen" != ' ' ] && continue
    target=$(readlink -f "$binary" 2>/dev/null) || target=$binary
    case $seen in *" $target "*) continue ;; esac
    seen="$seen$target "
    printf 'binary=%s\n' "$binary"
    limited "$binary" -version || printf 'status=%s\n' "$?"
  done
  return 0
}

helper_candidates='/usr/lib/qemu/qemu-bridge-helper /usr/libexec/qemu-bridge-helper /usr/lib64/qemu/qemu-bridge-helper
/usr/libexec/qemu/qemu-bridge-helper /usr/local/libexec/qemu-bridge-helper'

# The helper itself knows which configuration it reads (it was compiled in); without a helper the first that exists.
bridge_helper() {
  helper=
  for candidate in $helper_candidates; do
    [ -e "$candidate" ] || continue
    helper=$candidate
    printf 'helper=%s\nmode=' "$helper"
    ls -lnL "$helper"
    if has getcap; then printf 'capability=%s\n' "$(getcap "$helper")"; fi
    break
  done
  for config in /etc/qemu/bridge.conf /etc/qemu-kvm/bridge.conf /usr/local/etc/qemu/bridge.conf; do
    if [ -n "$helper" ]; then
      grep -q "$config" "$helper" || continue
      printf 'expected=%s\n' "$config"
    fi
    [ -e "$config" ] || continue
    printf 'config=%s\n' "$config"
    bridge_rules "$config" 0
    break
  done
  return 0
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

# root sees what each process executes; anybody else goes by its name.
qemu_pids() {
  if [ -r /proc/1/exe ]; then
    # shellcheck disable=SC2012 # One ls for all processes: links in /proc, no names that a person chose.
    ls -l /proc/[0-9]*/exe 2>/dev/null | sed -n \
      -e 's|.*/proc/\([0-9]*\)/exe -> .*/qemu-system-[^/]*$|\1|p' \
      -e 's|.*/proc/\([0-9]*\)/exe -> .*/qemu-kvm\( (deleted)\)\{0,1\}$|\1|p' \
      -e 's|.*/proc/\([0-9]*\)/exe -> .*/kvm\(-spice\)\{0,1\}\( (deleted)\)\{0,1\}$|\1|p'
    return 0
  fi
  if [ ! -d /proc/1 ]; then
    echo '/proc hides the processes of others (hidepid)' >&2
    return 1
  fi
  for folder in /proc/[0-9]*; do
    read_value "$folder/comm"
    case $value in qemu-system-* | qemu-kvm | kvm) echo "${folder#/proc/}" ;; esac
  done
}

# Command lines hold any byte, NUL between the words. One cat reads them all, with this shell's own command line (which ends
# in the nonce) as the separator, and one base64 makes them text: sep stat sep cmdline, for each process in the order of pids.
qemu_processes() {
  pids=$(qemu_pids) || return
  # shellcheck disable=SC2086 # A list of numbers, to be split.
  set -- $pids
  printf 'pids=%s\n' "$*"
  grep '^btime' /proc/stat
  [ $# -gt 0 ] || return 0
  printf 'ticks='
  getconf CLK_TCK 2>/dev/null || echo 100
  files=
  folders=
  links=
  for pid in "$@"; do
    files="$files /proc/$$/cmdline /proc/$pid/stat /proc/$$/cmdline /proc/$pid/cmdline"
    folders="$folders /proc/$pid/fdinfo"
    links="$links /proc/$pid/cwd"
  done
  # shellcheck disable=SC2086,SC2012
  ls -l $links 2>/dev/null | sed -n 's|.*/proc/\([0-9]*\)/cwd -> |cwd=\1 |p'
  # shellcheck disable=SC2086
  grep -rs '^iff:' $folders
  echo 'bytes='
  # shellcheck disable=SC2086 # A process may end meanwhile: its part stays empty.
  cat $files 2>/dev/null | encode
}

definitions_folder=/var/lib/nutshell/machines

# Paths first, NUL after each; then sep file for each of them.
machine_definitions() {
  [ -e "$definitions_folder" ] || return 0
  if [ ! -r "$definitions_folder" ] || [ ! -x "$definitions_folder" ]; then
    echo "$definitions_folder: Permission denied" >&2
    return 1
  fi
  set --
  for file in "$definitions_folder"/*/machine.json; do
    [ -e "$file" ] && set -- "$@" "$file"
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

# --- network ---

# Without iproute2: what the kernel shows in files, read by the shell itself.
links_from_sysfs() {
  for folder in /sys/class/net/*; do
    [ -e "$folder/ifindex" ] || continue
    printf 'link=%s\n' "${folder##*/}"
    for file in ifindex address mtu flags carrier operstate iflink type brport/state bonding/slaves \
      statistics/rx_bytes statistics/rx_packets statistics/rx_dropped statistics/rx_errors \
      statistics/tx_bytes statistics/tx_packets statistics/tx_dropped statistics/tx_errors; do
      if read_value "$folder/$file"; then printf '%s=%s\n' "$file" "$value"; fi
    done
    for feature in bridge bonding tun_flags device; do
      [ -e "$folder/$feature" ] && printf 'has=%s\n' "$feature"
    done
    for port in "$folder"/brif/*; do
      [ -e "$port" ] && printf 'port=%s\n' "${port##*/}"
    done
    [ -e "/proc/net/vlan/${folder##*/}" ] && echo 'has=vlan'
  done
  return 0
}

nameservers() {
  cat /etc/resolv.conf
  # systemd-resolved writes itself into resolv.conf; this names the servers that it asks.
  if [ -r /run/systemd/resolve/resolv.conf ]; then cat /run/systemd/resolve/resolv.conf; fi
}

listening() {
  if [ -r /proc/net/tcp6 ]; then set -- /proc/net/tcp /proc/net/tcp6; else set -- /proc/net/tcp; fi
  grep -h ' 0A ' "$@"
  [ $? -le 1 ]
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

# --- volumes ---

volume_groups() {
  vg_fields='vg_name,vg_size,vg_free,vg_extent_size'
  ask groups limited vgs --reportformat json --units b --nosuffix -o "$vg_fields" ||
    ask groups limited vgs --noheadings --separator '|' --units b --nosuffix -o "$vg_fields"
}

volumes() {
  lv_fields='lv_name,vg_name,lv_path,lv_size,lv_attr,lv_tags'
  ask volumes limited lvs --reportformat json --units b --nosuffix -o "$lv_fields" ||
    ask volumes limited lvs --noheadings --separator '|' --units b --nosuffix -o "$lv_fields"
}

network() {
  ask links ip -j -d -s link || ask links ip -o -d -s link ||
    ask_as links 'read /sys/class/net/*/{ifindex,address,mtu,flags,brport/state,…}' links_from_sysfs
  ask addresses ip -j addr || ask addresses ip -o addr
  ask routes ip -j route || ask routes ip route || ask routes cat /proc/net/route
  ask neighbours ip -j neigh || ask neighbours ip -o neigh || ask neighbours cat /proc/net/arp
  ask forwarding bridge -j fdb show || ask forwarding bridge fdb show
  ask_as nameservers 'cat /etc/resolv.conf' nameservers
  ask_as listening "grep ' 0A ' /proc/net/tcp /proc/net/tcp6" listening
  ask_as switches 'cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/bridge/bridge-nf-call-iptables' forwarding_switches
  for save in iptables-save iptables-legacy-save; do
    if has "$save"; then ask_as "$save" "$save" forward_chain "$save"; fi
  done
  if has nft; then ask nft limited nft list chains; fi
}

main() {
  ask clock-before date '+%s %N'
  ask_as identity 'cat /proc/sys/kernel/hostname /proc/sys/kernel/osrelease /proc/uptime' identity
  ask_as distribution 'cat /etc/os-release' distribution
  ask_as cpu 'cat /proc/cpuinfo' processor
  ask_as kvm 'cat /sys/module/kvm_{intel,amd}/parameters/nested; ls -l /dev/kvm' kvm_state
  ask memory cat /proc/meminfo
  ask_as tools 'command -v tcpdump socat flock setsid python3 virsh' tools
  ask_as qemu 'qemu-kvm -version; /usr/libexec/qemu-kvm -version; qemu-system-x86_64 -version; kvm -version' qemu_binaries
  ask_as bridge-helper 'ls -l qemu-bridge-helper; cat bridge.conf' bridge_helper
  network
  volume_groups
  volumes
  ask_as processes 'cat /proc/*/cmdline; grep iff: /proc/*/fdinfo/*' qemu_processes
  ask_as definitions "cat $definitions_folder/*/machine.json" machine_definitions
  ask_as synchronised 'timedatectl show -p NTPSynchronized' clock_synchronised
  ask clock-after date '+%s %N'
  finish
}

main
exit 0
