# shellcheck shell=sh
# The cloud's one image: a system of a shell and an SSH server, made of this machine's own files when it is first needed. It is the
# same for both kinds of instance: a KVM guest has it as its initrd, an inner namespace as its root. Needs settings.sh.
#
# shellcheck disable=SC2034,SC2154
# Variables are shared by all parts: settings.sh and read_record set most of them.

guest_modules='virtio_mmio virtio_net'

# The libraries of a program of this machine, its loader among them.
list_libraries_of() {
  /usr/lib64/ld-linux-x86-64.so.2 --list "$1" | sed -n 's/.* => \([^ ]*\) (0x.*/\1/p'
  echo /usr/lib64/ld-linux-x86-64.so.2
}

# copy_in ROOT FILE...: each to the same place. Links are followed.
copy_in() {
  root=$1
  shift
  for file; do
    [ -f "$file" ] || continue
    mkdir -p "$root${file%/*}"
    cp -L "$file" "$root$file"
  done
}

list_module_files() {
  for module in $guest_modules; do
    modprobe -D "$module" 2>/dev/null
  done | sed -n 's/^insmod \([^ ]*\).*/\1/p' | sort -u
}

# The devices that a system needs before it has mounted anything, and without any.
make_nodes() {
  mknod "$1/console" c 5 1
  mknod "$1/tty" c 5 0
  mknod "$1/null" c 1 3
  mknod "$1/zero" c 1 5
  mknod "$1/random" c 1 8
  mknod "$1/urandom" c 1 9
  chmod 666 "$1"/*
  ln -s pts/ptmx "$1/ptmx"
}

fill_image() {
  root=$1
  mkdir -p "$root/usr/bin" "$root/usr/sbin" "$root/usr/lib" "$root/usr/lib64" "$root/etc" "$root/dev/pts" "$root/proc" \
    "$root/sys" "$root/run" "$root/tmp" "$root/root/.ssh" "$root/var/log"
  for name in bin sbin lib lib64; do
    ln -s "usr/$name" "$root/$name"
  done
  make_nodes "$root/dev"
  # shellcheck disable=SC2046 # one word per file
  copy_in "$root" /usr/bin/busybox /usr/sbin/dropbear /usr/bin/dropbearkey /usr/sbin/xtables-legacy-multi \
    $(list_libraries_of /usr/sbin/dropbear) $(list_libraries_of /usr/sbin/xtables-legacy-multi) $(list_module_files) "/usr/lib/modules/$(uname -r)"/modules.*
  chroot "$root" /usr/bin/busybox --install -s /usr/bin
  # So that whoever looks in is told that nothing is filtered there.
  ln -s xtables-legacy-multi "$root/usr/sbin/iptables"
  ln -s xtables-legacy-multi "$root/usr/sbin/iptables-save"
  cp /etc/passwd /etc/group /etc/shells "$root/etc/"
  printf 'root:*:15814:0:99999:7:::\n' >"$root/etc/shadow"
  cp /usr/share/practice-image/guest-init.sh /usr/lib/practice/lease.sh "$root/usr/lib/"
  ln -s usr/lib/guest-init.sh "$root/init"
  chmod 700 "$root/root" "$root/root/.ssh"
}

# Makes the image unless it is there, and prints its folder.
get_image() {
  folder=$state/images/$(get_id emi)
  if [ ! -d "$folder" ]; then
    rm -rf "$folder.new"
    fill_image "$folder.new/root" || return 1
    (cd "$folder.new/root" && find . | cpio -o -H newc 2>/dev/null) >"$folder.new/initrd" || return 1
    mv "$folder.new" "$folder"
  fi
  echo "$folder"
}
