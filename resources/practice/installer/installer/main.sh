# shellcheck shell=sh
# The installer, run from the CD by the initrd: questions or kickstart, then the disk.

cd /
for part in /lib/words.sh /lib/say.sh answers console rules checks network questions cloud-screen kickstart eucaconf disk packages configure; do
  case $part in
    /*) ;;
    *) part=/cdrom/installer/$part.sh ;;
  esac
  # shellcheck disable=SC1090 # the list above names them
  . "$part"
done

get_role() {
  for role in ciab frontend nc rescue; do
    if has_word "$role"; then echo "$role" && return; fi
  done
  echo minimal
}

SCREENS="media language keyboard network timezone password cloud disk"

# Runs the screens one after another; "<" goes back. A screen that needs no asking is
# passed over in either direction.
run_screens() {
  at=1 direction=1
  while [ "$at" -le 8 ]; do
    screen=$(echo "$SCREENS" | cut -d ' ' -f "$at")
    if ! is_answered "$screen"; then
      if "screen_$screen" "$ROLE"; then direction=1; else direction=-1; fi
    fi
    at=$((at + direction))
    [ "$at" -ge 1 ] || { at=1 direction=1; }
  done
}

is_answered() {
  case $1 in
    cloud) [ "$ROLE" = nc ] || [ "$ROLE" = minimal ] && return 0 ;;
  esac
  has_word_ks || return 1
  case $1 in
    media) true ;;
    network) has method address ;;
    password) has password_hash ;;
    disk) has disk ;;
    *) has "$1" ;;
  esac
}

has_word_ks() {
  get_word ks >/dev/null
}

read_unattended() {
  start_fetch_network
  fetch ks /tmp/ks.cfg
  if get_word eucaconf >/dev/null; then fetch eucaconf /tmp/eucalyptus.conf; fi
  read_kickstart /tmp/ks.cfg
  ! has disk_allowed || choose_disk
  case $ROLE in
    ciab | frontend) [ ! -f /tmp/eucalyptus.conf ] || read_eucaconf /tmp/eucalyptus.conf "$ROLE" ;;
  esac
}

step() {
  say "practice-installer: step $1 of 5: $2"
}

install_system() {
  title install "Installing"
  step 1 "disk $(get disk)"
  prepare_disk
  step 2 packages
  install_packages "$ROLE"
  step 3 configuration
  configure "$ROLE"
  step 4 "boot loader"
  install_boot_loader
  step 5 "writing everything to disk"
  close_disk
  say "practice-installer: finished, restarting from the disk"
  reboot -f
}

rescue() {
  title rescue "Rescue"
  mkdir -p "$TARGET"
  for disk in $(list_disks); do
    mount -t ext4 "/dev/${disk}1" "$TARGET" 2>/dev/null && break
  done
  say "The installed system, if there is one, is mounted under $TARGET. 'reboot -f' leaves."
  exec setsid cttyhack sh
}

open_consoles
dmesg -n 1
ROLE=$(get_role)
say "practice-installer: role $ROLE"
[ "$ROLE" != rescue ] || rescue
open_keyboards
check_instance_word
check_memory
check_virtualization "$ROLE"
if has_word_ks; then
  read_unattended
elif get_word eucaconf >/dev/null; then
  say "practice-installer: eucaconf= is used together with ks= only, so its questions will be asked."
fi
run_screens
install_system
