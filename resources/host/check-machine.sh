# Is the machine there? Its QEMU process must live, and still live a moment later, and have made its sockets.
# Arguments: UUID LOG SOCKET...
# shellcheck shell=sh

uuid=$1
log=$2
shift 2
scripts=${0%/*}

is_running() {
  [ -n "$(sh "$scripts/find-machine.sh" "$uuid")" ]
}

fail() {
  tail -n 10 "$log" >&2 2>/dev/null
  printf '%s\n' "$1" >&2
  exit 1
}

is_running || fail "QEMU ended at once. Its last words: $(tail -n 1 "$log" 2>/dev/null)"
for socket in "$@"; do
  [ -S "$socket" ] || fail "QEMU runs but did not make its socket $socket."
done
# What KVM refuses shows when the first virtual CPU runs.
sleep 0.2 2>/dev/null || sleep 1
is_running || fail "QEMU ended right after its start. Its last words: $(tail -n 1 "$log" 2>/dev/null)"
