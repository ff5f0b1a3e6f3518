# Makes the control channel of a machine before its QEMU starts: CONTROL.in, a FIFO that takes commands, and CONTROL.out, a link to
# EVENTS, the plain file that QEMU writes its answers and events to. What an earlier run left there is kept as EVENTS.1.
# Arguments: CONTROL EVENTS
# shellcheck shell=sh

set -e
umask 077
mkdir -p "${1%/*}"
rm -f "$1.in" "$1.out"
[ ! -s "$2" ] || mv -f "$2" "$2.1"
# QEMU writes from the file's beginning, so it must be empty.
: >"$2"
mkfifo -m 600 "$1.in"
ln -s "$2" "$1.out"
