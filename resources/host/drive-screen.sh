# Does at a machine's screen what a person would do: waits until it shows what is expected, and presses the keys for it. Never by the
# clock: a key goes out only after the screen was seen. Which keys went out when is written to LOG and to standard output; of a secret,
# only that it was typed. Fails with what the screen shows when something does not come in time, and when QEMU ends.
# Arguments: NAME UUID INSTALLED EVENTS CHANNEL SERIAL_LOG LOG POSITION SECRETS|- INSTRUCTION...
#   within SECONDS    how long each of the following may take
#   see TEXT          until the screen shows the text
#   gone TEXT         until it shows it no more
#   ask TEXT          until the last line on the screen begins with the text: somebody is asked for something
#   line EXPRESSION   until the serial console says a line that matches the basic regular expression
#   press STROKES     presses keys, with blanks between the strokes (see keys-library.sh)
#   type TEXT STROKES presses keys, and waits until the screen ends with the text that they make
#   secret NAME       presses the keys that stand in SECRETS behind the name
# POSITION keeps how far this run of the machine has come, for an operation that goes on after an interruption; a machine that was installed
# meanwhile, by INSTALLED or EVENTS as check-install.sh has them, needs no keys any more.
# shellcheck shell=sh disable=SC2154

name=$1
uuid=$2
installed=$3
events=$4
control=$5
serial=$6
log=$7
position=$8
secrets=$9
shift 9
scripts=${0%/*}
for library in control screen keys; do
  # shellcheck source=/dev/null
  . "$scripts/$library-library.sh"
done

# Sets joined, all lines of the screen one behind the other, so that what is wrapped is whole; last, the last line that is not blank; and
# shown, the screen as one line to be told.
read_look() {
  joined='' last='' shown=''
  {
    read -r kind
    while IFS= read -r line; do
      joined=$joined$line
      [ -n "$line" ] || continue
      last=$line
      shown="$shown${shown:+ / }${line#"${line%%[! ]*}"}"
    done
  } <"$folder/screen"
}

is_running() {
  [ -d "/proc/$pid" ] || [ -n "$(sh "$scripts/find-machine.sh" "$uuid")" ]
}

is_installed() {
  [ ! -e "$installed" ] || return 0
  case $(grep -e '"event": "SHUTDOWN"' "$events" 2>/dev/null | tail -n 1) in
    *'"reason": "guest-reset"'* | *'"reason": "guest-shutdown"'*) ;;
    *) return 1 ;;
  esac
}

# KIND TEXT
is_met() {
  case $1 in
    line) tr -d '\r' 2>/dev/null <"$serial" | grep -q -i -e "$2" ;;
    see) case $joined in *"$2"*) ;; *) return 1 ;; esac ;;
    gone) case $joined in *"$2"*) return 1 ;; esac ;;
    ask) case ${last#"${last%%[! ]*}"} in "$2"*) ;; *) return 1 ;; esac ;;
    end) case $joined in *"${2%"${2##*[! ]}"}") ;; *) return 1 ;; esac ;;
  esac
}

describe_wish() {
  case $1 in
    line) printf 'The serial console of %s did not say what was expected (%s)' "$name" "$2" ;;
    gone) printf 'The screen of %s still shows "%s"' "$name" "$2" ;;
    ask) printf '%s did not ask "%s"' "$name" "$2" ;;
    end) printf 'The screen of %s does not show the "%s" that was typed' "$name" "$2" ;;
    *) printf 'The screen of %s did not show "%s"' "$name" "$2" ;;
  esac
}

# Looks until it is so. KIND TEXT
await() {
  begun=$(date +%s)
  while :; do
    is_running || fail "$name ended while its keys were pressed."
    if [ "$1" != line ]; then
      look_at_screen
      read_look
    fi
    is_met "$@" && return 0
    now=$(date +%s)
    # A clock that is set back must not make this wait for ever.
    [ "$now" -ge "$begun" ] || begun=$now
    if [ $((now - begun)) -ge "$limit" ]; then
      look_at_screen
      read_look
      fail "$(describe_wish "$@") within $limit seconds. It shows: $(printf '%s' "${shown:-nothing that can be read ($kind)}" | cut -c 1-1500)"
    fi
    sleep 0.5 2>/dev/null || sleep 1
  done
}

note() {
  printf '%s %s\n' "$(date -u '+%Y-%m-%dT%H:%M:%SZ')" "$1" >>"$log"
  printf '%s\n' "$1"
}

# NAME
press_secret() {
  line=$(grep -e "^$1 " "$secrets" 2>/dev/null) ||
    fail "The password that $name asks for is not on the host any more. Type it by hand, or launch the cloud again."
  # shellcheck disable=SC2086
  press_keys ${line#* }
}

# Carries one instruction out. KIND TEXT [STROKES]
carry_out() {
  case $1 in
    see | ask | gone | line)
      typed=
      await "$1" "$2"
      note "saw $1: $2"
      ;;
    press)
      typed=
      # shellcheck disable=SC2086
      press_keys $2
      note "pressed $2"
      ;;
    type)
      typed=$typed$2
      # shellcheck disable=SC2086
      press_keys $3
      note "typed $2"
      await end "$typed"
      ;;
    secret)
      typed=
      press_secret "$2"
      note "typed the $2"
      ;;
    *) fail "There is no instruction $1." ;;
  esac
}

umask 077
limit=60
typed=
pid=$(sh "$scripts/find-machine.sh" "$uuid")
if [ -z "$pid" ]; then
  ! is_installed || exit 0
  fail "$name does not run."
fi
done_before=0
if read -r old_pid old_count 2>/dev/null <"$position" && [ "$old_pid" = "$pid" ]; then done_before=$old_count; fi
use_channel "$control" 20
count=0
while [ $# -gt 0 ]; do
  count=$((count + 1))
  words=2
  [ "$1" != type ] || words=3
  [ $# -ge "$words" ] || fail "The instruction $1 is cut off."
  if [ "$1" = within ]; then
    limit=$2
  elif [ "$count" -gt "$done_before" ]; then
    carry_out "$@"
    printf '%s %s\n' "$pid" "$count" >"$position"
  fi
  shift "$words"
done
