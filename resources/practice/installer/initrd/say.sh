# shellcheck shell=sh
# Words for people: every line goes to the screen (tty1) and to the serial console,
# whichever of them the kernel was told to use.

# Opens the consoles that work as descriptors 4 (screen) and 5 (serial).
open_consoles() {
  exec 4>/dev/null 5>/dev/null
  if (: >/dev/tty1) 2>/dev/null; then exec 4>/dev/tty1; fi
  if (: >/dev/ttyS0) 2>/dev/null && stty -F /dev/ttyS0 >/dev/null 2>&1; then exec 5>/dev/ttyS0; fi
}

# Prints without a line end.
say_part() {
  printf '%s' "$*" >&4
  printf '%s' "$*" >&5
}

say() {
  printf '%s\n' "$*" >&4
  printf '%s\n' "$*" >&5
}
