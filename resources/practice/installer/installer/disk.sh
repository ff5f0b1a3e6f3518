# shellcheck shell=sh
# The disk: which one, partition table, file system, boot loader.

MINIMUM_DISK_MIB=700
TARGET=/mnt/sysimage

list_disks() {
  for folder in /sys/block/vd* /sys/block/sd*; do
    [ -e "$folder/device" ] && [ "$(cat "$folder/ro")" = 0 ] && printf '%s\n' "${folder##*/}"
  done
}

get_disk_mib() {
  echo $(($(cat "/sys/block/$1/size") / 2048))
}

check_disk() {
  list_disks | grep -qxF "${1#/dev/}" || { echo "There is no disk \"$1\". This machine has: $(list_disks | tr '\n' ' ')" && return 1; }
  [ "$(get_disk_mib "${1#/dev/}")" -ge "$MINIMUM_DISK_MIB" ] ||
    { echo "The disk $1 has $(get_disk_mib "${1#/dev/}") MiB; the practice system needs $MINIMUM_DISK_MIB MiB." && return 1; }
}

# Asks for the disk and for leave to erase it.
screen_disk() {
  title disk "Which type of installation would you like? Use All Space"
  for disk in $(list_disks); do
    say "  /dev/$disk  $(get_disk_mib "$disk") MiB"
  done
  disk=$(list_disks | head -n 1)
  [ -n "$disk" ] || leave "this machine has no disk to install on. Add a virtio disk of $MINIMUM_DISK_MIB MiB or more."
  ask_until check_disk "Disk:" "/dev/$disk" || return 1
  put disk "/dev/${REPLY#/dev/}"
  say "All data on $(get disk) will be erased."
  ask_button "Go back" "Write changes to disk" "Go back" || return 1
  [ "$REPLY" != "Go back" ]
}

# The disk of an unattended installation: the first that is big enough.
choose_disk() {
  problem="This machine has no disk to install on. Add a virtio disk of $MINIMUM_DISK_MIB MiB or more."
  for disk in $(list_disks); do
    problem=$(check_disk "$disk") && put disk "/dev/$disk" && return
  done
  leave "$problem"
}

# Prints a number as the four bytes, lowest first, that a partition table holds.
print_bytes() {
  for shift in 0 8 16 24; do
    # shellcheck disable=SC2059 # the format is the octal byte
    printf "\\$(printf '%03o' $((($1 >> shift) & 255)))"
  done
}

# Prints the 66 bytes from offset 446 of a master boot record with one bootable Linux
# partition from sector 2048 to the end (at most 2 TiB, the format's limit).
print_partition_table() {
  sectors=$(($(cat "/sys/block/${1#/dev/}/size") - 2048))
  [ "$sectors" -le 4294965247 ] || sectors=4294965247
  printf '\200\376\377\377\203\376\377\377'
  print_bytes 2048
  print_bytes "$sectors"
  dd if=/dev/zero bs=48 count=1 2>/dev/null
  printf '\125\252'
}

# One bootable partition over the whole disk. (busybox fdisk can do it, but sleeps seconds.)
partition_disk() {
  dd if=/dev/zero of="$1" bs=1M count=1 2>/dev/null || leave "the disk $1 cannot be written. Is it attached read-only?"
  print_partition_table "$1" | dd of="$1" bs=1 seek=446 conv=notrunc 2>/dev/null
  sync
  blockdev --rereadpt "$1"
  [ -b "${1}1" ] || leave "the disk $1 could not be partitioned. The kernel says: $(dmesg | tail -n 1)"
}

# ext4 as the boot loader can read it. noinit_itable and lazy_itable_init keep a large
# thin volume thin.
prepare_disk() {
  disk=$(get disk)
  partition_disk "$disk"
  tools=/cdrom/installer/mke2fs
  "$tools/ld-linux-x86-64.so.2" --library-path "$tools" "$tools/mke2fs" -q -F -t ext4 -L root -i 65536 -J size=16 \
    -O 'uninit_bg,^64bit,^metadata_csum,^orphan_file,^resize_inode' -E lazy_itable_init=1,lazy_journal_init=1,nodiscard "${disk}1" >/tmp/mke2fs.log 2>&1 ||
    leave "the file system on ${disk}1 could not be made: $(tail -n 1 /tmp/mke2fs.log)"
  mkdir -p "$TARGET"
  mount -t ext4 -o noinit_itable "${disk}1" "$TARGET" || leave "the new file system on ${disk}1 cannot be mounted. The kernel says: $(dmesg | tail -n 1)"
}

# Boots from the disk what booted from the CD.
install_boot_loader() {
  disk=$(get disk)
  mkdir -p "$TARGET/boot" "$TARGET/dev"
  cp /cdrom/isolinux/vmlinuz /cdrom/isolinux/initrd.img "$TARGET/boot/"
  printf 'default linux\nlabel linux\n  kernel vmlinuz\n  append initrd=initrd.img root=%s1 console=ttyS0 console=tty0 quiet\n' \
    "$disk" >"$TARGET/boot/extlinux.conf"
  mount -o bind /dev "$TARGET/dev"
  mount -o bind /proc "$TARGET/proc"
  chroot "$TARGET" /usr/bin/extlinux --install /boot >/tmp/extlinux.log 2>&1 ||
    leave "the boot loader could not be installed: $(tail -n 1 /tmp/extlinux.log)"
  umount "$TARGET/dev" "$TARGET/proc"
  dd if="$TARGET/usr/lib/syslinux/mbr/mbr.bin" of="$disk" conv=notrunc 2>/dev/null
}

close_disk() {
  cp /tmp/install.log "$TARGET/root/install.log" 2>/dev/null
  sync
  umount "$TARGET"
}
