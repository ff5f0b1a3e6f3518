# shellcheck shell=sh
# What FastStart checks before it installs: memory, hardware virtualisation, the medium.

# FastStart warns at 2000 MB and below. The practice system needs far less.
MEMORY_WARNING_MIB=400

check_memory() {
  memory_mib=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo)
  [ "$memory_mib" -le "$MEMORY_WARNING_MIB" ] || return 0
  title memory "Insufficient Memory"
  say "This machine has $memory_mib MiB of memory; the practice cloud needs more than $MEMORY_WARNING_MIB MiB."
  ask_button Exit Exit "Install anyway" || REPLY=Exit
  [ "$REPLY" = "Install anyway" ] || leave "Insufficient Memory ($memory_mib MiB)."
}

# check_virtualization ROLE: a cloud in a box and a node controller run virtual machines.
check_virtualization() {
  case $1 in
    ciab | nc) ;;
    *) return 0 ;;
  esac
  ! grep -qwE 'vmx|svm' /proc/cpuinfo || return 0
  title virtualization "No hardware virtualization"
  say "The processor of this machine shows neither vmx nor svm, so it could not run instances."
  say "Start the machine again with -cpu host, or with +vmx (Intel) or +svm (AMD) added"
  say "to its CPU, and check that the host's KVM module has nested virtualization on."
  ask_button Exit Exit || true
  leave "no hardware virtualization (vmx or svm)."
}

# What the first instance is to run in: a KVM guest, a network namespace, whichever suits, or none at all.
is_instance_wish() {
  case $1 in
    auto | kvm | namespace | none) ;;
    *) return 1 ;;
  esac
}

check_instance_word() {
  wish=$(get_word instance) || return 0
  is_instance_wish "$wish" || leave "instance=$wish is not understood: it is auto, kvm, namespace or none."
}

check_media() {
  say "Checking the medium ..."
  if (cd /cdrom/packages && sha256sum -s -c SHA256SUMS); then
    say "The medium is good."
  else
    leave "the medium is damaged: the checksums of its packages do not match. Copy the ISO again."
  fi
}
