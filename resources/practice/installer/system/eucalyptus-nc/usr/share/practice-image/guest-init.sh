#!/bin/sh
# First program of an instance: network by DHCP, SSH for whoever has the key, what happened on the console. "namespace" as its
# argument says that no KVM guest but a network namespace of the cloud's machine is around it.

PATH=/usr/sbin:/usr/bin
export PATH
kind=${1:-kvm}

mount -t proc proc /proc
[ "$kind" = namespace ] || echo 0 >/proc/sys/kernel/randomize_va_space # as the initrd's init does
mount -t sysfs sys /sys
mount -t devpts -o newinstance,ptmxmode=666,gid=5,mode=620 devpts /dev/pts
echo "instance $(cat /etc/hostname): $kind"
if [ "$kind" = kvm ]; then
  for module in virtio_mmio virtio_net; do
    modprobe "$module" || echo "the module $module is missing"
  done
fi
hostname -F /etc/hostname

tries=50
until [ -e /sys/class/net/eth0 ] || [ "$tries" = 0 ]; do
  tries=$((tries - 1))
  sleep 0.2
done
ip link set lo up
ip link set eth0 up
udhcpc -i eth0 -b -S -t 10 -T 2 -s /usr/lib/lease.sh || echo "no DHCP server answers"
echo "address $(ip -4 -o address show dev eth0 | awk '{ print $4 }')"

mkdir -p /etc/dropbear
dropbearkey -t ed25519 -f /etc/dropbear/dropbear_ed25519_host_key >/dev/null 2>&1
echo "-----BEGIN SSH HOST KEY FINGERPRINTS-----"
dropbearkey -y -f /etc/dropbear/dropbear_ed25519_host_key | grep -i fingerprint
echo "-----END SSH HOST KEY FINGERPRINTS-----"
# -s: keys only.
dropbear -s -p 22 -r /etc/dropbear/dropbear_ed25519_host_key && echo "instance ready"

# The first program must not end, and takes in whoever lost a parent.
while :; do
  sleep 60 &
  wait
done
