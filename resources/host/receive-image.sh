# Takes a file in from the laptop: into NAME.part, from the byte on that is there already, and gives it its name when it is whole.
# Arguments: prepare PART TARGET BYTES [restart]   (prints "at BYTES SUM": how much is there, and the SHA-256 of that)
#            append PART OFFSET                    (the bytes on standard input)
#            finish PART BYTES SHA256              (the whole file must be so; publish-image.sh names it)
# shellcheck shell=sh

LC_ALL=C
export LC_ALL
umask 077
reserve_kib=65536

complain() {
  printf '%s\n' "$1" >&2
  exit 1
}

size_of() {
  stat -L -c %s -- "$1" 2>/dev/null || echo 0
}

sum_of() {
  command -v sha256sum >/dev/null || complain 'This host has no sha256sum, which uploading safely needs. Install coreutils.'
  answer=$(sha256sum <"$1") || complain "$1 could not be read to its end."
  printf '%s' "${answer%% *}"
}

take_lock() {
  exec 8>>"$part" || complain "$part cannot be written. Choose another folder."
  command -v flock >/dev/null || return 0
  for _ in 1 2 3 4 5; do
    flock -n 8 && return 0
    sleep 0.2 2>/dev/null || sleep 1
  done
  complain "$part is being written by somebody else at this moment. Wait for it, or choose another name."
}

value_of() {
  sed -n "s/^$1=//p" "$part.about" 2>/dev/null | head -n 1
}

write_about() {
  printf 'from=upload\ntotal=%s\nstate=%s\n' "$bytes" "$1" >"$part.about.new" && mv -f "$part.about.new" "$part.about"
}

prepare() {
  folder=${part%/*}
  folder=${folder:-/}
  if [ -e "$target" ] || [ -L "$target" ]; then
    complain "$target is there already, and nothing is overwritten. Choose another name, or delete it first."
  fi
  [ ! -e "$folder" ] || [ -d "$folder" ] || complain "$folder is a file, not a folder. Choose a folder."
  if [ ! -d "$folder" ]; then
    (umask 022 && mkdir -p -- "$folder") || complain "The folder $folder could not be made."
  fi
  take_lock
  have=$(size_of "$part")
  # Only what an upload of a file of this size left can be continued.
  if [ "$1" = restart ] || [ "$(value_of from)" != upload ] || [ "$(value_of total)" != "$bytes" ] || [ "$have" -gt "$bytes" ]; then
    : >"$part"
    have=0
  fi
  free=$(df -Pk -- "$folder" | awk 'NR == 2 { print $4 }')
  needed=$(((bytes - have + 1023) / 1024 + reserve_kib))
  [ -z "$free" ] || [ "$free" -ge "$needed" ] ||
    complain "$folder has $((free / 1024)) MiB free, and $((needed / 1024)) MiB are needed ($((reserve_kib / 1024)) MiB of it stay free). Make room there, or choose another folder."
  write_about waiting || complain "$part.about cannot be written. Choose another folder."
  printf 'at %s %s\n' "$have" "$(sum_of "$part")"
}

append() {
  take_lock
  [ "$(size_of "$part")" = "$1" ] || complain "$part has changed meanwhile. Begin the upload again: it goes on where the file ends now."
  cat >>"$part"
}

finish() {
  take_lock
  have=$(size_of "$part")
  [ "$have" = "$bytes" ] || complain "$have of $bytes bytes have arrived in $part. Begin the upload again: it goes on there."
  found=$(sum_of "$part")
  [ "$found" = "$1" ] && return 0
  write_about wrong-sum
  complain "What arrived in $part is not what was sent: its SHA-256 sum is $found, and $1 was sent. Begin the upload again from the start."
}

kind=$1
part=$2
case $kind in
  prepare)
    target=$3
    bytes=$4
    prepare "${5-}"
    ;;
  append) append "$3" ;;
  finish)
    bytes=$3
    finish "$4"
    ;;
esac
