# shellcheck shell=sh
# Starts and ends what an instance runs in: a KVM guest, or a network namespace of this machine that stands in for one, on the same
# bridge, with the same addresses, behind a port of the same name. Needs settings.sh, records.sh and image.sh.
#
# shellcheck disable=SC2034,SC2154
# Variables are shared by all parts: settings.sh and read_record set most of them.

# Why no KVM guest will do here; nothing where one will.
find_hindrance() {
  if [ ! -c /dev/kvm ]; then
    echo "/dev/kvm is missing"
  elif grep -q '^model name.*QEMU' /proc/cpuinfo && [ "$1" = auto ]; then
    echo "this processor is emulated, which makes a guest in a guest slow; PRACTICE_INSTANCE=kvm asks for it all the same"
  fi
}

# choose_kind WISH (auto, kvm, namespace): sets kind, and says in RUN/practice-instance which it is and why.
choose_kind() {
  reason=''
  case $1 in
    namespace) kind=namespace reason="it was asked for" ;;
    *)
      reason=$(find_hindrance "$1")
      if [ -n "$reason" ]; then kind=namespace; else kind=kvm; fi
      ;;
  esac
  printf 'kind=%s\nreason=%s\n' "$kind" "$reason" >"$run/practice-instance"
}

describe_kind() {
  case $1 in
    kvm) echo "a KVM guest" ;;
    *) echo "an inner network namespace that stands in for a KVM guest" ;;
  esac
}

# fill_files ID FOLDER: what only this instance has: its name, and the key that lets people in.
fill_files() {
  mkdir -p "$2/etc" "$2/root/.ssh"
  echo "$1" >"$2/etc/hostname"
  cp "$state/instances/$1/authorized_keys" "$2/root/.ssh/authorized_keys"
  chmod 700 "$2/root" "$2/root/.ssh"
  chmod 600 "$2/root/.ssh/authorized_keys"
}

# plug_in PORT: a port of the private bridge. Its MAC differs from the instance's in the first byte, as libvirt has it.
plug_in() {
  ip link set "$1" address "fe:${mac#*:}" master "$private_interface" up
}

start_namespace() {
  folder=$state/instances/$1
  cp -a "$(get_image)/root" "$folder/root" || return 1
  fill_files "$1" "$folder/root"
  ip netns add "$1" || return 1
  ip link add "$port" type veth peer name eth0 address "$mac" netns "$1" && plug_in "$port" || return 1
  ip netns exec "$1" setsid unshare -m -u -i -p -f chroot "$folder/root" /init namespace </dev/null >"$folder/console" 2>&1 &
}

start_kvm() {
  folder=$state/instances/$1
  fill_files "$1" "$folder/files"
  (cd "$folder/files" && find . | cpio -o -H newc 2>/dev/null) | cat "$(get_image)/initrd" - >"$folder/initrd" || return 1
  ip tuntap add dev "$port" mode tap && plug_in "$port" || return 1
  qemu-system-x86_64-microvm -nodefaults -no-user-config -display none -no-reboot -daemonize -pidfile "$run/$1.pid" -name "$1" \
    -machine microvm,acpi=on,rtc=on -accel kvm -cpu host -m 128 -bios /usr/share/qemu/qboot.rom \
    -kernel /boot/vmlinuz -initrd "$folder/initrd" -append "console=ttyS0 quiet panic=-1" -serial "file:$folder/console" \
    -netdev "tap,id=private,ifname=$port,script=no,downscript=no" -device "virtio-net-device,netdev=private,mac=$mac"
}

is_running() {
  case $kind in
    kvm) [ -s "$run/$1.pid" ] && kill -0 "$(cat "$run/$1.pid")" 2>/dev/null ;;
    *) [ -n "$(ip netns pids "$1" 2>/dev/null)" ] ;;
  esac
}

# Ends what runs and takes its port away; the record stays.
stop_guest() {
  folder=$state/instances/$1
  if [ "$kind" = kvm ]; then
    [ ! -s "$run/$1.pid" ] || kill "$(cat "$run/$1.pid")" 2>/dev/null
  else
    # shellcheck disable=SC2046 # one word per process
    kill -KILL $(ip netns pids "$1" 2>/dev/null) 2>/dev/null
    ip netns del "$1" 2>/dev/null
  fi
  [ ! -e "/sys/class/net/$port" ] || ip link del "$port"
  rm -rf "$folder/root" "$folder/files" "$folder/initrd" "$run/$1.pid"
}

# plug_volume ID VOLUME DEVICE: a loop device on the volume's file, under this name in the /dev of a stand-in.
plug_volume() {
  node=$state/instances/$1/root$3
  [ "$kind" = namespace ] && [ ! -e "$node" ] || return 1
  [ -e /dev/loop0 ] || modprobe loop
  loop=$(losetup -f) && losetup "$loop" "$state/disks/$2" || return 1
  echo "$loop" >"$run/$2.loop"
  mknod -m 660 "$node" b 7 "${loop#/dev/loop}"
}

# unplug_volume ID VOLUME DEVICE
unplug_volume() {
  rm -f "$state/instances/$1/root$3"
  [ ! -s "$run/$2.loop" ] || losetup -d "$(cat "$run/$2.loop")"
  rm -f "$run/$2.loop"
}
