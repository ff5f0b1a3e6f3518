# Gives one QMP command to a machine, prints QEMU's answer, and fails with the answer's own words where it is an error.
# Arguments: CHANNEL COMMAND SECONDS. CHANNEL is the control channel of prepare-control.sh (without .in), or a monitor's socket.
# COMMAND is JSON: {"execute":"stop"}
# shellcheck shell=sh disable=SC2154

# shellcheck source=/dev/null
. "${0%/*}/control-library.sh"
use_channel "$1" "$3"
command_machine "$2"
printf '%s\n' "$answer"
