# shellcheck shell=sh
# Debian packages: which ones, download, unpack. Sourced by build.sh,
# which sets work, the scratch folder of this build.
: "${work:=}"

fail() {
  printf 'build.sh: %s\n' "$*" >&2
  exit 1
}

require_tools() {
  for tool in apt-get apt-cache dpkg-deb tar gzip cpio depmod xorriso sha256sum; do
    PATH="$PATH:/usr/sbin:/sbin" command -v "$tool" >/dev/null ||
      fail "The program $tool is missing. Install the packages named in packages.txt."
  done
}

# Prints every package name of the list file and the packages below them that carry files
# we need: libraries, and the kernel behind linux-image-cloud-amd64; nothing below a name
# marked "alone". One question to apt-cache, because each takes a second.
list_closure() {
  awk '$2 == "alone" { print $1 }' "$1"
  names=$(awk '!/^(#|$)/ && $2 != "alone" { print $1 }' "$1")
  # shellcheck disable=SC2086 # package names hold no spaces
  apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks \
    --no-replaces --no-enhances $names >"$work/depends" 2>&1 || true
  # shellcheck disable=SC2086
  awk '
    /^[a-z0-9]/ { package = $1 }
    /^  (PreDepends|Depends): (lib|zlib|linux-image-)/ && $2 !~ /^(libc-bin|libpam|libapparmor)/ { below[package] = below[package] " " $2 }
    function visit(name, parts, count, i) {
      if (seen[name]++) return
      print name
      count = split(below[name], parts, " ")
      for (i = 1; i <= count; i++) visit(parts[i])
    }
    END { count = split(roots, list, " "); for (r = 1; r <= count; r++) visit(list[r]) }
  ' roots="$(printf '%s ' $names)" "$work/depends"
}

# Prints "URL FILE SIZE CHECKSUM" of every package, as apt would fetch it now.
list_archives() {
  names=$(list_closure "$1")
  # shellcheck disable=SC2086 # package names hold no spaces
  apt-get download --print-uris $names >"$work/uris" 2>"$work/uris.err" ||
    fail "apt does not know every package of payload.txt ($(head -n 1 "$work/uris.err")). Run apt-get update as root, and use Debian 12 or newer."
  tr -d "'" <"$work/uris" | sort -k2
}

# Downloads and unpacks into CACHE/debian-DIGEST (once) and prints that folder.
unpack_archives() {
  digest=$(sha256sum "$2" | cut -c1-16)
  target=$1/debian-$digest
  if [ ! -d "$target" ]; then
    mkdir -p "$1/debs"
    download "$1/debs" "$2"
    unpack "$1/debs" "$2" "$work/debian"
    mv "$work/debian" "$target" 2>/dev/null || [ -d "$target" ]
  fi
  printf '%s\n' "$target"
}

download() {
  missing=''
  while read -r _ file _; do
    [ -s "$1/$file" ] || missing="$missing $(printf '%s' "$file" | sed 's/_\([^_]*\)_[^_]*$/=\1/; s/%3a/:/')"
  done <"$2"
  [ -n "$missing" ] || return 0
  # Root's apt would complain that _apt cannot write here, hence the option.
  # shellcheck disable=SC2086 # names and versions hold no spaces
  (cd "$1" && apt-get -q -o APT::Sandbox::User=root download $missing >"$work/download.log" 2>&1) ||
    fail "Downloading Debian packages failed: $(tail -n 1 "$work/download.log")"
}

# One tree with /bin, /sbin and /lib* merged into /usr, whatever the packages say.
unpack() {
  mkdir -p "$3/usr/bin" "$3/usr/sbin" "$3/usr/lib" "$3/usr/lib64"
  for folder in bin sbin lib lib64; do
    ln -s "usr/$folder" "$3/$folder"
  done
  while read -r _ file _; do
    dpkg-deb --fsys-tarfile "$1/$file" |
      tar -x --keep-directory-symlink --no-same-owner --exclude='./usr/share/doc' --exclude='./usr/share/man' --exclude='./usr/share/locale' -C "$3" ||
      fail "The downloaded package $file cannot be unpacked. Delete $1/$file and build again."
  done <"$2"
}
