# shellcheck shell=sh
# Unpacks the packages of a role from the CD onto the disk.

# list_packages ROLE: names in the order of installation.
list_packages() {
  while read -r name roles; do
    case " $roles " in
      *" $1 "*) printf '%s\n' "$name" ;;
    esac
  done </cdrom/packages/packages.txt
}

# install_packages ROLE: one line of progress a package, "packages: 3 of 9 kernel".
install_packages() {
  total=$(list_packages "$1" | wc -l)
  done_count=0
  for name in $(list_packages "$1"); do
    done_count=$((done_count + 1))
    say "packages: $done_count of $total $name"
    tar -xzf "/cdrom/packages/$name.tgz" -C "$TARGET" 2>/tmp/tar.log ||
      leave "the package $name could not be unpacked: $(tail -n 1 /tmp/tar.log)"
    printf '%s\n' "$name" >>/tmp/install.log
  done
}
