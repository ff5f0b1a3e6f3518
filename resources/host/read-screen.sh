# Prints what the screen of a machine shows, as screen-library.sh says. Arguments: CHANNEL [--picture]; with --picture the picture comes
# after it, as PPM in base64, behind a line "picture". Needs control-library.sh and screen-library.sh before it.
# shellcheck shell=sh disable=SC2154

use_channel "$1" 20
look_at_screen
cat "$folder/screen"
if [ "${2-}" = --picture ]; then
  printf 'picture\n'
  base64 "$folder/picture"
fi
