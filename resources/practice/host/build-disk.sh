#!/bin/sh
# Makes the practice host's root disk from its root file system and the practice installer.
#   build-disk.sh ROOT_TAR INSTALLER_ISO OUT
# OUT (an existing folder) receives root.img, sparse. Needs no root and mounts nothing: fakeroot keeps the owners.
set -eu
if [ "$(id -u)" != 0 ] && [ -z "${FAKEROOTKEY:-}" ]; then
  exec fakeroot -- sh "$0" "$@"
fi
root_tar=$1
installer_iso=$2
out=$3
scratch=$out/scratch
mkdir -p "$scratch"

# Device files come from the kernel (devtmpfs).
tar --extract --file "$root_tar" --directory "$scratch" --numeric-owner --preserve-permissions --exclude './dev/*'
install -m 0644 "$installer_iso" "$scratch/srv/iso/practice-installer.iso"
mke2fs -q -t ext4 -L practice -m 0 -E lazy_itable_init=1,lazy_journal_init=1 -d "$scratch" "$out/root.img" 8G
rm -rf "$scratch"
