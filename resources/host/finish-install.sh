# Marks a machine as installed, and removes what its installer was given: kernel, initrd and answers, among which is the hash of a
# password. In this order, so that a power cut between the two installs nothing anew. Arguments: INSTALLED FOLDER
# shellcheck shell=sh

umask 077
complaint=$(date '+%s' | dd of="$1" conv=fsync 2>&1) || {
  printf '%s\n' "$complaint" >&2
  exit 1
}
rm -rf -- "$2"
