#!/bin/sh
# Runs on the practice host, as root, after its first boot and before its state is saved: what needs a running kernel.
set -eu

udevadm settle --timeout=60
if grep -qwE 'svm|vmx' /proc/cpuinfo; then
  tries=0
  until [ -c /dev/kvm ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || { echo 'The kvm module did not load.' >&2; exit 1; }
    sleep 0.5
  done
fi
ip link show master br0 | grep -q em1 || { echo 'em1 is not a port of br0.' >&2; exit 1; }
pvcreate -q /dev/vdb
vgcreate -q vg01 /dev/vdb

# What most sessions run first stays in the page cache, and so in the saved state.
for warm in 'lvs' 'vgs' 'qemu-system-x86_64 --version' 'ip -j link' 'sudo -n true' 'tcpdump --version'; do
  $warm >/dev/null
done
sync
