# How a script presses keys of a machine. Needs control-library.sh and use_channel called.
# shellcheck shell=sh

# How long each key is held, and how long to wait after a stroke. QEMU's keyboard keeps 16 bytes that the guest has not yet fetched, a
# stroke with Shift is six of them (hw/input/ps2.c), and what does not fit is lost.
hold_ms=20
pause_s=0.1

# STROKE...: keys by QEMU's names (QKeyCode in qapi/ui.json), joined with - where they are held together: shift-a
press_keys() {
  for stroke; do
    case $stroke in
      *[!a-z0-9_-]* | -* | *- | *--*) fail "There is no key $stroke." ;;
    esac
    keys=
    rest=$stroke-
    while [ -n "$rest" ]; do
      keys="$keys${keys:+,}{\"type\":\"qcode\",\"data\":\"${rest%%-*}\"}"
      rest=${rest#*-}
    done
    command_machine "{\"execute\":\"send-key\",\"arguments\":{\"keys\":[$keys],\"hold-time\":$hold_ms}}"
    sleep "$pause_s" 2>/dev/null || sleep 1
  done
}
