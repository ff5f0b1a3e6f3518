#!/bin/sh
# Drivers that the initrd does not need to reach the disk.
for module in virtio_net virtio_rng; do
  modprobe "$module" || exit 1
done
