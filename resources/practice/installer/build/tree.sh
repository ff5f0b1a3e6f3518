# shellcheck shell=sh
# From the unpacked Debian tree to the ISO: initrd, practice packages, image. Sourced by build.sh,
# which sets work, the scratch folder of this build.
: "${work:=}"

# Prints the lines of list files without comments.
list_lines() {
  grep -hvE '^[[:space:]]*(#|$)' "$@"
}

find_kernel_release() {
  for folder in "$1"/usr/lib/modules/*; do
    [ -f "$1/boot/vmlinuz-${folder##*/}" ] && printf '%s\n' "${folder##*/}" && return
  done
  fail "The unpacked Debian packages hold no kernel. Delete the cache folder and build again."
}

# copy_file DEBIAN PATH TARGET: copies what PATH is (links followed) to TARGET/PATH.
copy_file() {
  mkdir -p "$3/${2%/*}"
  cp -L "$1/$2" "$3/$2"
}

# copy_modules DEBIAN RELEASE TARGET NAME...: modules with what they depend on, and their index.
copy_modules() {
  from=$1 release=$2 to=$3
  shift 3
  /sbin/depmod -b "$from" "$release"
  for name; do
    /sbin/modprobe -S "$release" -d "$from" --show-depends "$name" >"$work/depends" 2>&1 ||
      fail "The kernel $release has no module $name."
    sed -n "s|^insmod $from/\([^ ]*\).*|\1|p" "$work/depends"
  done >"$work/modules.all"
  sort -u "$work/modules.all" >"$work/modules"
  while read -r path; do
    copy_file "$from" "usr/${path#usr/}" "$to"
  done <"$work/modules"
  for index in builtin builtin.modinfo order; do
    cp "$from/usr/lib/modules/$release/modules.$index" "$to/usr/lib/modules/$release/"
  done
  /sbin/depmod -b "$to/usr" "$release"
  rm -f "$to/usr/lib/modules/$release"/modules.*.bin
}

merge_usr() {
  mkdir -p "$1/usr/bin" "$1/usr/sbin" "$1/usr/lib" "$1/usr/lib64"
  for folder in bin sbin lib lib64; do
    ln -s "usr/$folder" "$1/$folder"
  done
}

copy_busybox() {
  cp "$1/usr/bin/busybox" "$2/usr/bin/busybox"
  "$2/usr/bin/busybox" --list | while read -r applet; do
    [ "$applet" = busybox ] || ln -s busybox "$2/usr/bin/$applet"
  done
}

# The same dates everywhere: archives and file systems then depend on the contents only.
settle_dates() {
  find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

make_initrd() {
  root=$work/initrd
  merge_usr "$root"
  mkdir -p "$root/cdrom" "$root/dev" "$root/proc" "$root/sys" "$root/mnt" "$root/tmp" "$root/root"
  copy_busybox "$2" "$root"
  # shellcheck disable=SC2046 # one word per line is what is wanted
  copy_modules "$2" "$3" "$root" $(list_lines "$1/initrd/modules.txt")
  install -m 755 "$1/initrd/init" "$root/init"
  install -m 644 "$1/initrd/words.sh" "$1/initrd/say.sh" "$root/usr/lib/"
  settle_dates "$root"
  (cd "$root" && find . | sort | cpio --quiet --reproducible -R 0:0 -o -H newc) | gzip -9n >"$4"
}

# mke2fs runs from the CD, before there is a disk to run it from.
copy_mke2fs() {
  mkdir -p "$2"
  cp -L "$1/usr/sbin/mke2fs" "$1/usr/lib64/ld-linux-x86-64.so.2" "$2/"
  list_libraries "$1" usr/sbin/mke2fs >"$work/mke2fs-libraries"
  while read -r path; do
    cp -L "$1/$path" "$2/"
  done <"$work/mke2fs-libraries"
}

copy_isolinux() {
  cp "$2/usr/lib/ISOLINUX/isolinux.bin" "$1/isolinux/isolinux.cfg" "$3/"
  for module in ldlinux menu libutil; do
    cp "$2/usr/lib/syslinux/modules/bios/$module.c32" "$3/"
  done
  for memtest in "$2"/boot/*x64.bin; do
    cp "$memtest" "$3/memtest"
  done
}

# make_iso_tree SOURCE DEBIAN WORK: fills WORK/iso.
make_iso_tree() {
  iso=$3/iso
  release=$(find_kernel_release "$2")
  mkdir -p "$iso/isolinux" "$iso/packages"
  copy_isolinux "$1" "$2" "$iso/isolinux"
  cp "$2/boot/vmlinuz-$release" "$iso/isolinux/vmlinuz"
  make_initrd "$1" "$2" "$release" "$iso/isolinux/initrd.img"
  make_packages "$1" "$2" "$release" "$iso/packages"
  cp -R "$1/installer" "$iso/installer"
  # udhcpc runs this one as a program.
  chmod 755 "$iso/installer/lease.sh"
  copy_mke2fs "$2" "$iso/installer/mke2fs"
  settle_dates "$iso"
}

make_iso() {
  xorriso -as mkisofs -quiet -R -J -V SILVEREYE_PRACTICE -uid 0 -gid 0 \
    --modification-date="$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y%m%d%H%M%S00)" \
    --set_all_file_dates "$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y%m%d%H%M%S00)" \
    -b isolinux/isolinux.bin -c isolinux/boot.cat -no-emul-boot -boot-load-size 4 -boot-info-table \
    -o "$2" "$1" >"$work/xorriso.log" 2>&1 ||
    fail "xorriso could not write the image: $(tail -n 1 "$work/xorriso.log")"
}
