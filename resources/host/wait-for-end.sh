# Waits until a machine's QEMU has ended, SECONDS at most; then fails, and the machine runs on. Nothing running is fine.
# Every ten seconds it says how long it has waited.
# Arguments: NAME SECONDS WHICH, where WHICH is the UUID it was started with, or `--process PID WORD...`.
# shellcheck shell=sh

name=$1
seconds=$2
shift 2
scripts=${0%/*}

tenths=0
said=0
while pid=$(sh "$scripts/find-machine.sh" "$@") && [ -n "$pid" ]; do
  if [ "$tenths" -ge $((seconds * 10)) ]; then
    printf '%s did not shut down within %s seconds, and runs on. Its system may not listen to the power button, or may still be busy; power it off if you must.\n' "$name" "$seconds" >&2
    exit 1
  fi
  if [ "$tenths" -ge $((said + 100)) ]; then
    said=$tenths
    printf '%s still runs after %s of %s seconds.\n' "$name" "$((tenths / 10))" "$seconds"
  fi
  # For a second only this process is looked at, not all of them.
  until=$((tenths + 10))
  while [ "$tenths" -lt "$until" ] && [ -d "/proc/$pid" ]; do
    sleep 0.2 2>/dev/null || { sleep 1; tenths=$((tenths + 8)); }
    tenths=$((tenths + 2))
  done
done
