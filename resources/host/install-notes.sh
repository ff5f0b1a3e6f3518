# For scripts that wait for a machine; needs serial, the log of its console. They set pid to that of its QEMU, or to nothing.
# shellcheck shell=sh disable=SC2154

notes=${serial%/*}/install.log
noted='0 0'
pid=

# Notes `EPOCH WORD BYTES WRITTEN`: how much the console had said by now, and how much QEMU had written. A look that saw nothing new is
# not noted. That it cannot be noted is no reason to stop waiting. WORD
note() {
  bytes=0
  [ ! -r "$serial" ] || bytes=$(($(wc -c <"$serial")))
  # Of a QEMU that has ended it is what was noted last.
  written=${noted#* }
  if [ -n "$pid" ] && [ -r "/proc/$pid/io" ]; then
    while read -r key value; do
      [ "$key" != write_bytes: ] || written=$value
    done <"/proc/$pid/io"
  fi 2>/dev/null
  [ "$1 $bytes $written" != "look $noted" ] || return 0
  noted="$bytes $written"
  printf '%s %s %s\n' "$(date +%s)" "$1" "$noted" >>"$notes" || true
} 2>/dev/null
