#!/bin/sh
# Builds the practice host's root file system from Debian packages.
#   build-root-file-system.sh SECRETS OUT
# SECRETS holds the SSH keys and the password to put in. OUT (an existing folder) receives root.tar, vmlinuz and initrd.
# Needs no root: mmdebstrap then uses a user namespace.
set -eu
secrets=$1
out=$2
here=$(cd "$(dirname "$0")" && pwd)
scratch=$out/scratch
mkdir -p "$scratch"

# One archive with everything of ours. It goes in before the packages, whose scripts then find the settings in place.
add() {
  mode=$1
  from=$2
  to=$3
  shift 3
  tar --append --file "$scratch/overlay.tar" --owner=0 --group=0 --mode="$mode" \
    --directory "$from" --transform "s,^,$to," -- "$@"
}
add u=rwX,go=rX "$here/overlay" '' etc usr
add u=rwX,go=rX "$here" root/ customize.sh
add u=rwX,go= "$secrets" root/practice-secrets/ pwuser.password id_ed25519.pub \
  ssh_host_ed25519_key ssh_host_ed25519_key.pub ssh_host_ecdsa_key ssh_host_ecdsa_key.pub \
  ssh_host_rsa_key ssh_host_rsa_key.pub

# mmdebstrap ignores this machine's apt settings; without its proxy it might not reach Debian at all.
proxy=
if command -v apt-config >/dev/null; then
  eval "$(apt-config shell proxy Acquire::http::Proxy)"
fi

# shellcheck disable=SC2016  # the hook is expanded by mmdebstrap's own shell
mmdebstrap --verbose --mode=auto --variant=minbase --architectures=amd64 \
  ${proxy:+"--aptopt=Acquire::http::Proxy \"$proxy\";"} \
  --dpkgopt="$here/overlay/etc/dpkg/dpkg.cfg.d/practice" \
  --include="$(grep -v '^#' "$here/packages.txt" | paste -sd,)" \
  --essential-hook="tar-in $scratch/overlay.tar /" \
  --customize-hook='chroot "$1" sh /root/customize.sh' \
  bookworm "$out/root.tar"

tar --extract --file "$out/root.tar" --directory "$scratch" --wildcards './boot/vmlinuz-*' './boot/initrd.img-*'
mv "$scratch"/boot/vmlinuz-* "$out/vmlinuz"
mv "$scratch"/boot/initrd.img-* "$out/initrd"
rm -rf "$scratch"
