# Gives a file that is whole its name, in one step and never over another file. Run again after an interruption it finishes.
# Arguments: PART TARGET
# shellcheck shell=sh

LC_ALL=C
export LC_ALL
part=$1
target=$2

complain() {
  printf '%s\n' "$1" >&2
  exit 1
}

forget_traces() {
  rm -f -- "$part" "$part.about" "$part.sums"
}

# shellcheck disable=SC3013 # test -ef is POSIX since 2024 and old in dash, bash and busybox.
if [ "$part" -ef "$target" ] || { [ ! -e "$part" ] && [ -f "$target" ]; }; then
  forget_traces
  exit 0
fi
[ -f "$part" ] || complain "There is no $part any more, so there is nothing to name $target."
chmod 644 "$part"
# On the disk before it has its name: after a power cut there is no image of zeros.
dd if=/dev/null of="$part" oflag=append conv=notrunc,fsync 2>/dev/null || sync
if ln -- "$part" "$target" 2>/dev/null; then
  forget_traces
  exit 0
fi
if [ ! -e "$target" ] && [ ! -L "$target" ]; then
  # A file system without hard links.
  mv -n -- "$part" "$target" && [ ! -e "$part" ] && forget_traces && exit 0
fi
complain "$target came into being meanwhile, and nothing is overwritten. What was brought here stays in $part."
