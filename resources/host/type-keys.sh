# Presses keys of a machine as they come in on standard input, a stroke a line (see keys-library.sh), until it ends. Whoever sends them
# decides when the next one comes, and stops by sending no more. The keys may be a password: they are told nowhere. Says how many were
# pressed. Argument: CHANNEL. Needs control-library.sh and keys-library.sh before it.
# shellcheck shell=sh

use_channel "$1" 20
pressed=0
trap 'printf "pressed %s\n" "$pressed"; close_channel' EXIT
while IFS= read -r stroke; do
  press_keys "$stroke"
  pressed=$((pressed + 1))
done
