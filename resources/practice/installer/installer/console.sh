# shellcheck shell=sh
# Questions on both consoles. Whoever types first, on the screen's keyboard or on the
# serial line, answers; the other console sees the answer too (never a password).

KEYS=/tmp/keys

# Starts one reader per console; each writes "CONSOLE LINE" into one pipe (descriptor 3).
open_keyboards() {
  mkfifo "$KEYS"
  exec 3<>"$KEYS"
  for console in tty1 ttyS0; do
    stty -F "/dev/$console" sane -isig 2>/dev/null || continue
    read_keys "$console" &
  done
}

read_keys() {
  while IFS= read -r line; do
    printf '%s %s\n' "$1" "$line" >&3
  done <"/dev/$1"
}

set_echo() {
  for console in tty1 ttyS0; do
    stty -F "/dev/$console" "$1" 2>/dev/null
  done
}

# title STEP TEXT: a fresh screen on tty1, a plain line on the serial console.
title() {
  printf '\033[2J\033[H\033[1;37;44m %-79s\033[0m\n\n' "$2" >&4
  printf '\npractice-installer: %s: %s\n' "$1" "$2" >&5
}

# Reads one line into LINE; what was typed on one console is repeated on the other.
read_line() {
  IFS= read -r LINE <&3
  from=${LINE%% *}
  LINE=${LINE#* }
  if [ "${1:-}" = secret ]; then
    say ""
  elif [ "$from" = tty1 ]; then
    printf '%s\n' "$LINE" >&5
  else
    printf '%s\n' "$LINE" >&4
  fi
}

# ask LABEL DEFAULT: puts what was typed, or the default, into REPLY.
# Fails when "<" was typed: back to the screen before.
ask() {
  if [ -n "$2" ]; then say_part "$1 [$2] "; else say_part "$1 "; fi
  read_line
  REPLY=${LINE:-$2}
  [ "$REPLY" != "<" ]
}

ask_secret() {
  set_echo -echo
  say_part "$1 "
  read_line secret
  REPLY=$LINE
  set_echo echo
  [ "$REPLY" != "<" ]
}

# A sentence under a wrong answer, wrapped on the screen, one line on the serial console.
say_problem() {
  printf '%s\n' "$1" | fold -s -w 76 | sed 's/^/  /' >&4
  printf '  %s\n' "$1" >&5
}

# ask_until CHECK LABEL DEFAULT: asks until CHECK accepts; CHECK prints why it does not.
ask_until() {
  while ask "$2" "$3"; do
    problem=$("$1" "$REPLY") && return 0
    say_problem "$problem"
  done
  return 1
}

# ask_button DEFAULT BUTTON...: one of the buttons, its first letters will do. Sets REPLY.
ask_button() {
  default=$1
  shift
  buttons=''
  for button; do buttons="${buttons}[$button]  "; done
  while ask "$buttons(Enter: $default)" ""; do
    wanted=$(lower "${REPLY:-$default}")
    for button; do
      case $(lower "$button") in
        "$wanted"*) REPLY=$button && return 0 ;;
      esac
    done
    say "  Type one of the words in brackets."
  done
  return 1
}

lower() {
  printf '%s' "$1" | tr '[:upper:]' '[:lower:]'
}

# The installer ends here without having finished; the machine starts again.
leave() {
  say ""
  say "practice-installer: stopped: $*"
  say_part "Press Enter to restart the machine. "
  read_line
  sync
  reboot -f
}
