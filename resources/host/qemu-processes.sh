#!/bin/sh
# The QEMU processes of a place (a KVM host, or a machine in which instances run), with the taps they hold open. Needs frame.sh in front
# of it. qemu_list, where it is set, names files whose processes are QEMU whatever they are called.
#
# shellcheck disable=SC2154,SC2317,SC3013
# value comes from read_value of frame.sh; the functions are called by their names, through ask; every shell in question has -ef.

# A process is QEMU by its name, or, where somebody renamed it (-name process=…), by the file it executes.
qemu_pids() {
  if [ ! -d /proc/1 ]; then
    echo '/proc hides the processes of others (hidepid)' >&2
    return 1
  fi
  for folder in /proc/[0-9]*; do
    read_value "$folder/comm"
    case $value in
      qemu-system-* | qemu-kvm | kvm | kvm-spice) echo "${folder#/proc/}" ;;
      *)
        for binary in $qemu_list; do
          if [ "$folder/exe" -ef "$binary" ]; then
            echo "${folder#/proc/}"
            break
          fi
        done
        ;;
    esac
  done
}

# Command lines hold any byte, NUL between the words. One cat reads them all, with this shell's own command line (which ends
# in the nonce) as the separator, and one base64 makes them text: sep stat sep cmdline, for each process in the order of pids.
qemu_processes() {
  pids=$(qemu_pids) || return
  # shellcheck disable=SC2086 # A list of numbers, to be split.
  set -- $pids
  printf 'pids=%s\n' "$*"
  [ $# -gt 0 ] || return 0
  files=
  folders=
  links=
  for pid in "$@"; do
    files="$files /proc/$$/cmdline /proc/$pid/stat /proc/$$/cmdline /proc/$pid/cmdline"
    folders="$folders /proc/$pid/fdinfo"
    links="$links /proc/$pid/cwd"
  done
  # shellcheck disable=SC2086
  ls -l $links 2>/dev/null
  # shellcheck disable=SC2086
  grep -rs -e '^iff:' -e '^btime ' /proc/stat $folders
  echo 'bytes='
  # shellcheck disable=SC2086 # A process may end meanwhile: its part stays empty.
  cat $files 2>/dev/null | encode
}
