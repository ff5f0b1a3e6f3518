# shellcheck shell=sh
# The practice packages: gzipped tars of programs, libraries, modules and the folders of
# system/. Sourced by build.sh, which sets work, the scratch folder of this build.
: "${work:=}"

# Prints the shared libraries of a program, as paths inside the Debian tree. The tree's
# own loader is asked, so that this machine's libraries never get onto the ISO.
list_libraries() {
  "$1/usr/lib64/ld-linux-x86-64.so.2" --inhibit-cache --library-path "$1/usr/lib/x86_64-linux-gnu" --list "$1/$2" >"$work/libraries-of" ||
    fail "A library of $2 is missing: $(grep -F 'not found' "$work/libraries-of")"
  sed -n "s|.* => $1/\(.*\) (0x.*|\1|p" "$work/libraries-of"
}

# make_package NAME FROM TO: one practice package, a gzipped tar of the folder.
make_package() {
  settle_dates "$2"
  tar -C "$2" --sort=name --owner=0 --group=0 --numeric-owner --format=gnu -c . | gzip -6n >"$3/$1.tgz"
}

fill_base() {
  merge_usr "$3"
  copy_busybox "$2" "$3"
  ln -s ../bin/busybox "$3/usr/sbin/init"
  # Busybox's own shell would take its own ip for every "ip", whatever else is installed.
  copy_file "$2" usr/bin/dash "$3"
  ln -sf dash "$3/usr/bin/sh"
  mkdir -p "$3/usr/lib/practice"
  cp "$1/initrd/say.sh" "$3/usr/lib/practice/"
  for folder in boot dev mnt proc root run sys tmp var/log var/run var/tmp; do
    mkdir -p "$3/$folder"
  done
  chmod 700 "$3/root"
  chmod 1777 "$3/tmp"
}

# The iptables of old (not nft's), as EL6 has it: one program with a name for each of its uses.
link_iptables() {
  mkdir -p "$1/usr/sbin"
  for name in iptables iptables-save iptables-restore; do
    ln -s xtables-legacy-multi "$1/usr/sbin/$name"
  done
}

# fill_package NAME SOURCE DEBIAN RELEASE TARGET: the files of one practice package.
# shellcheck disable=SC2046 # one word per line is what is wanted
fill_package() {
  case $1 in
    base) fill_base "$2" "$3" "$5" ;;
    kernel) copy_modules "$3" "$4" "$5" $(list_lines "$2/system/kernel-modules.txt" "$2/initrd/modules.txt") ;;
    libraries) while read -r path; do copy_file "$3" "$path" "$5"; done <"$work/libraries" ;;
    bootloader) copy_file "$3" usr/lib/syslinux/mbr/mbr.bin "$5" ;;
    network-tools) link_iptables "$5" ;;
    eucalyptus-nc) copy_file "$3" usr/share/qemu/qboot.rom "$5" ;;
  esac
  list_lines "$2/system/programs.txt" | while read -r package path; do
    [ "$package" != "$1" ] || copy_file "$3" "$path" "$5"
  done
  [ ! -d "$2/system/$1" ] || cp -R "$2/system/$1/." "$5/"
  find "$5" -name '*.sh' -exec chmod 755 {} +
}

make_packages() {
  list_lines "$1/system/programs.txt" >"$work/programs"
  while read -r _ path; do
    list_libraries "$2" "$path"
  done <"$work/programs" >"$work/libraries.all"
  printf '%s\n' usr/lib64/ld-linux-x86-64.so.2 >>"$work/libraries.all"
  sort -u "$work/libraries.all" >"$work/libraries"
  list_lines "$1/system/packages.txt" | while read -r entry _; do
    mkdir -p "$work/package-$entry"
    fill_package "$entry" "$1" "$2" "$3" "$work/package-$entry"
    make_package "$entry" "$work/package-$entry" "$4"
  done
  list_lines "$1/system/packages.txt" >"$4/packages.txt"
  (cd "$4" && sha256sum -- *.tgz >SHA256SUMS)
}
