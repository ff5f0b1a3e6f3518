#!/bin/sh
# Builds the practice installer ISO: build.sh OUT.iso [CACHE_DIR]
#        or prints its input digest:  build.sh --key [CACHE_DIR]
#
# The same inputs (these files, the Debian packages on offer) give the same bytes,
# so the digest printed by --key can name a cached ISO. Needs Linux on amd64 with a
# Debian package archive configured; root is not needed. CACHE_DIR keeps downloads.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=build/archive.sh
. "$here/build/archive.sh"
# shellcheck source-path=SCRIPTDIR source=build/packages.sh
. "$here/build/packages.sh"
# shellcheck source-path=SCRIPTDIR source=build/tree.sh
. "$here/build/tree.sh"

# 19 April 2013: a fixed date for every file keeps the image reproducible.
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-1366329600}" LC_ALL=C TZ=UTC
umask 022

# Prints a digest over every file of this folder that ends up on the ISO or makes it,
# and over the names and checksums of the Debian packages.
print_key() {
  {
    (cd "$here" && find . -type f ! -name README.md -exec sha256sum {} + | sort -k2)
    printf '%s\n' "$SOURCE_DATE_EPOCH"
    cat "$1"
  } | sha256sum | cut -d' ' -f1
}

main() {
  [ $# -ge 1 ] || fail "Usage: build.sh OUT.iso [CACHE_DIR], or build.sh --key [CACHE_DIR]"
  out=$1
  cache=${2:-${XDG_CACHE_HOME:-$HOME/.cache}/nutshell/practice-installer}
  require_tools
  mkdir -p "$cache"
  work=$(mktemp -d "$cache/work.XXXXXX")
  trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM
  list_archives "$here/payload.txt" >"$work/archives"
  if [ "$out" = --key ]; then
    print_key "$work/archives"
    return
  fi
  debian=$(unpack_archives "$cache" "$work/archives")
  make_iso_tree "$here" "$debian" "$work"
  make_iso "$work/iso" "$work/out.iso"
  mv "$work/out.iso" "$out"
}

main "$@"
