# Appends files to an initrd, so that the system which starts from it finds them at its root: an archive more behind those that are
# there, as the kernel documents it (Documentation/driver-api/early-userspace/buffer-format.rst). The archive is written here, in the
# format "newc", since not every host has cpio. What the files call $nutshell$NAME is filled in from SECRETS, lines of "NAME VALUE".
# Arguments: INITRD TARGET SECRETS|- FILE...: FILE becomes /its-name, readable by root alone. TARGET is whole or not there.
# shellcheck shell=sh

umask 077
initrd=$1
target=$2
secrets=$3
shift 3

complain() {
  rm -f "$target.new" "$target.part"
  printf '%s\n' "$1" >&2
  exit 1
}

# So many zero bytes, at most three.
zeros() {
  case $1 in
    1) printf '\0' ;;
    2) printf '\0\0' ;;
    3) printf '\0\0\0' ;;
  esac
}

# What is missing to a multiple of four.
gap() {
  echo $(((4 - $1 % 4) % 4))
}

# One entry: inode, mode, owner, group, links, time, size, four numbers of devices, length of the name, checksum. NUMBER MODE NAME SIZE
header() {
  printf '070701%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X' "$1" "$2" 0 0 1 0 "$4" 0 0 0 0 $((${#3} + 1)) 0
  printf '%s\0' "$3"
  zeros "$(gap $((110 + ${#3} + 1)))"
}

# The file with its secrets in it. FILE
fill() {
  secrets=$secrets awk '
    BEGIN {
      mark = "$nutshell$"
      while (ENVIRON["secrets"] != "-" && (getline line < ENVIRON["secrets"]) > 0) {
        blank = index(line, " ")
        value[substr(line, 1, blank - 1)] = substr(line, blank + 1)
      }
    }
    {
      rest = $0
      while ((at = index(rest, mark)) > 0) {
        printf "%s", substr(rest, 1, at - 1)
        rest = substr(rest, at + length(mark))
        match(rest, /^[A-Za-z]*/)
        name = substr(rest, 1, RLENGTH)
        if (!(name in value)) exit 3
        printf "%s", value[name]
        rest = substr(rest, RLENGTH + 1)
      }
      print rest
    }' "$1"
}

[ -s "$initrd" ] || complain "There is no initrd $initrd."
# An archive begins at a multiple of four; conv=sync fills the last block with zeros, which the kernel skips.
dd if="$initrd" of="$target.new" bs=512 conv=sync 2>/dev/null || complain "$initrd could not be copied. Is the disk full?"
number=0
for file in "$@"; do
  number=$((number + 1))
  [ -r "$file" ] || complain "There is no file $file to add."
  fill "$file" >"$target.part" ||
    complain "A password that ${file##*/} needs is not on the host: it was given for another operation, or the host was restarted since. Begin anew."
  size=$(($(wc -c <"$target.part")))
  # 33152 is 0100600: a file, for root alone.
  { header "$number" 33152 "${file##*/}" "$size" && cat "$target.part" && zeros "$(gap "$size")"; } >>"$target.new" ||
    complain "$target could not be written. Is the disk full?"
done
header 0 0 'TRAILER!!!' 0 >>"$target.new" || complain "$target could not be written. Is the disk full?"
rm -f "$target.part"
# Onto the disk before its name is given to it.
dd if=/dev/null of="$target.new" conv=notrunc,fsync oflag=append 2>/dev/null || sync
mv -f "$target.new" "$target"
