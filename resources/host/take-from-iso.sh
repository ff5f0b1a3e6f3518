# Copies files out of an ISO 9660 image: the kernel and initrd of an installer. Nothing is mounted, so nothing stays mounted when this is
# ended in the middle, the kernel's file systems never see an image that somebody made, and dd, od and awk are all it needs.
# Arguments: ISO FOLDER PATH NAME [PATH NAME]...: the file PATH of the image becomes FOLDER/NAME, which is whole or not there.
# shellcheck shell=sh

umask 077
iso=$1
folder=$2
shift 2

complain() {
  printf '%s\n' "$1" >&2
  exit 1
}

# The bytes of these sectors as decimal numbers. FIRST COUNT
read_sectors() {
  dd if="$iso" bs=2048 skip="$1" count="$2" 2>/dev/null | od -An -v -tu1
}

# The entry of a directory with that name, as "SECTOR BYTES FLAGS": by the name of Rock Ridge (NM), else by the plain one without its
# version, in any case of letters (ECMA-119, 9.1; SUSP 1.12, RRIP 4.1.4). FIRST BYTES NAME
find_entry() {
  read_sectors "$1" $((($2 + 2047) / 2048)) | wanted=$3 awk '
    function number(at) { return byte[at] + 256 * byte[at + 1] + 65536 * byte[at + 2] + 16777216 * byte[at + 3] }
    function text(at, length_,   i, made) {
      for (i = 0; i < length_; i++) made = made sprintf("%c", byte[at + i])
      return made
    }
    function name_of(at,   place, end, made, plain) {
      end = at + byte[at]
      place = at + 33 + byte[at + 32] + (byte[at + 32] + 1) % 2
      while (place + 4 < end && byte[place + 2] > 3) {
        if (byte[place] == 78 && byte[place + 1] == 77) made = made text(place + 5, byte[place + 2] - 5)
        place += byte[place + 2]
      }
      plain = text(at + 33, byte[at + 32])
      sub(/;[0-9]*$/, "", plain)
      sub(/[.]$/, "", plain)
      return made == "" ? plain : made
    }
    { for (i = 1; i <= NF; i++) byte[count++] = $i }
    END {
      for (at = 0; at < count; at = byte[at] == 0 ? (int(at / 2048) + 1) * 2048 : at + byte[at]) {
        if (byte[at] < 34 || tolower(name_of(at)) != tolower(ENVIRON["wanted"])) continue
        print number(at + 2) + byte[at + 1], number(at + 10), byte[at + 25]
        exit
      }
    }'
}

# Sets first, bytes and flags of the file. PATH
find_file() {
  rest=${1#/}
  first=$root_first bytes=$root_bytes flags=2
  while [ -n "$rest" ]; do
    [ $((flags / 2 % 2)) = 1 ] || complain "There is no file $1 in $iso."
    entry=$(find_entry "$first" "$bytes" "${rest%%/*}")
    [ -n "$entry" ] || complain "There is no file $1 in $iso. It may be another medium than the recipe is for."
    # Three numbers.
    # shellcheck disable=SC2086
    set -- "$1" $entry
    first=$2 bytes=$3 flags=$4
    case $rest in */*) rest=${rest#*/} ;; *) rest= ;; esac
  done
  [ $((flags / 2 % 2)) = 0 ] || complain "$1 in $iso is a folder, not a file."
  [ "$flags" -lt 128 ] || complain "$1 in $iso is in several pieces, which no kernel is."
}

# PATH NAME
copy_file() {
  find_file "$1"
  dd if="$iso" bs=2048 skip="$first" count=$(((bytes + 2047) / 2048)) 2>/dev/null | head -c "$bytes" |
    dd of="$folder/$2.new" bs=65536 conv=fsync 2>/dev/null
  size=$(wc -c <"$folder/$2.new")
  if [ $((size)) != "$bytes" ] || [ "$bytes" = 0 ]; then
    rm -f "$folder/$2.new"
    complain "$1 could not be copied out of $iso: $((size)) of $bytes bytes came. The ISO was cut off, or $folder is full."
  fi
  mv -f "$folder/$2.new" "$folder/$2"
}

if [ ! -f "$iso" ] || [ ! -r "$iso" ]; then complain "$iso cannot be read on this host."; fi
# The primary volume descriptor (ECMA-119, 8.4): its type, CD001, and the root directory at byte 156.
# shellcheck disable=SC2046
set -- "$@" -- $(read_sectors 16 1 | awk '
  { for (i = 1; i <= NF; i++) byte[count++] = $i }
  END {
    if (byte[0] == 1 && byte[1] == 67 && byte[2] == 68 && byte[3] == 48 && byte[4] == 48 && byte[5] == 49)
      print byte[158] + 256 * byte[159] + 65536 * byte[160] + 16777216 * byte[161], \
        byte[166] + 256 * byte[167] + 65536 * byte[168] + 16777216 * byte[169]
  }')
pairs=
while [ "$1" != -- ]; do
  pairs="$pairs $1 $2"
  shift 2
done
[ $# = 3 ] || complain "$iso is no ISO 9660 image."
root_first=$2
root_bytes=$3
# Neither paths nor names hold blanks.
# shellcheck disable=SC2086
set -- $pairs
while [ $# -gt 1 ]; do
  copy_file "$1" "$2"
  shift 2
done
