# Waits until an installer is done: it restarts its machine then, and QEMU, which was told -no-reboot, ends. Fails when it ends for another
# reason, when the serial console says what a failed install says, or when the time is over; the machine is left as it is.
# Says what the serial console said last. Notes beside the console's log when it had said how much, for whoever looks later. Arguments: NAME SECONDS UUID EVENTS SERIAL_LOG [FAILURE...], each FAILURE a basic regular
# expression for a line of the serial console.
# shellcheck shell=sh

name=$1
seconds=$2
uuid=$3
events=$4
serial=$5
shift 5
scripts=${0%/*}
said=
# note and its file.
# shellcheck source=resources/host/install-notes.sh
. "$scripts/install-notes.sh"

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# Lines may be torn, end with a carriage return and hold control characters.
last_line() {
  tail -c 4096 "$serial" 2>/dev/null | tr '\r' '\n' | tr -cd '\n[:print:]' | grep -v '^ *$' | tail -n 1
}

look_at_console() {
  note look
  line=$(last_line)
  if [ "$line" != "$said" ]; then
    said=$line
    printf '%s\n' "$said"
  fi
  for failure in "$@"; do
    found=$(tr -d '\r' 2>/dev/null <"$serial" | grep -i -m 1 -e "$failure") && fail "The installer of $name gave up: $found"
  done
}

# QEMU before 4.0 gives no reason, but says that it was the guest.
judge_end() {
  end=$(grep -e '"event": "SHUTDOWN"' "$events" 2>/dev/null | tail -n 1)
  case $end in
    *'"reason": "guest-reset"'* | *'"reason": "guest-shutdown"'*) exit 0 ;;
    *'"reason"'*) fail "$name was powered off before its install was done." ;;
    *'"guest": true'*) exit 0 ;;
    '') fail "QEMU ended without a word while $name was installed. Look at the end of its log." ;;
    *) fail "$name was powered off before its install was done." ;;
  esac
}

waited=0
note installer
while pid=$(sh "$scripts/find-machine.sh" "$uuid") && [ -n "$pid" ]; do
  look_at_console "$@"
  [ "$waited" -lt "$seconds" ] ||
    fail "$name was not installed within $((seconds / 60)) minutes. The last it said: ${said:-nothing}"
  # For a while only this process is looked at, not all of them.
  until=$((waited + 5))
  while [ "$waited" -lt "$until" ] && [ -d "/proc/$pid" ]; do
    sleep 1
    waited=$((waited + 1))
  done
done
look_at_console "$@"
judge_end
