# Waits until a machine is ready, as far as the host can see it: ports of its address answer, its serial console says a line. What has
# answered once is not asked again. Fails when its QEMU ends, or when the time is over; with --soft that is said, and no failure.
# Arguments: NAME SECONDS UUID SERIAL_LOG [--soft] CHECK..., each CHECK `tcp ADDRESS PORT` or `line EXPRESSION`, a basic regular expression.
# shellcheck shell=sh

name=$1
seconds=$2
uuid=$3
serial=$4
shift 4
scripts=${0%/*}
# shellcheck source=resources/host/install-notes.sh
. "$scripts/install-notes.sh"
soft=
if [ "$1" = --soft ]; then
  soft=yes
  shift
fi

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

command -v timeout >/dev/null || timeout() { shift && "$@"; }

# Does somebody answer there? With whatever the host has that can ask. ADDRESS PORT
answers() {
  if command -v bash >/dev/null; then
    # shellcheck disable=SC2016
    timeout 3 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>/dev/null
  elif command -v python3 >/dev/null; then
    timeout 3 python3 -c 'import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 3)' "$1" "$2" 2>/dev/null
  elif command -v perl >/dev/null; then
    # shellcheck disable=SC2016
    timeout 3 perl -MIO::Socket::INET -e 'exit !IO::Socket::INET->new(PeerAddr => "$ARGV[0]:$ARGV[1]", Timeout => 3)' "$1" "$2" 2>/dev/null
  elif command -v nc >/dev/null; then
    # -w limits the connecting; ended after that, it was connected, and whoever answered kept the line open.
    timeout 5 nc -w 2 "$1" "$2" </dev/null >/dev/null 2>&1
    case $? in 0 | 124 | 143) return 0 ;; *) return 1 ;; esac
  else
    fail "This host has none of bash, python3, perl, nc, so it cannot ask whether $name answers."
  fi
}

# Asks the checks one after the other; sets missing to what the first that is not met waits for.
look() {
  while [ $# -gt 1 ]; do
    case $1 in
      tcp)
        missing="port $3 of $2 does not answer"
        is_met "$2:$3" || { answers "$2" "$3" && met="$met $2:$3 "; } || return 1
        shift 3
        ;;
      *)
        missing="its console has not said what a ready one says"
        tr -d '\r' 2>/dev/null <"$serial" | grep -q -i -e "$2" || return 1
        shift 2
        ;;
    esac
  done
}

is_met() {
  case $met in *" $1 "*) return 0 ;; esac
  return 1
}

met=' '
told=
begun=$(date +%s)
pid=$(sh "$scripts/find-machine.sh" "$uuid")
note installed-system
until look "$@"; do
  if [ "$missing" != "$told" ]; then
    told=$missing
    printf 'Waits: %s.\n' "$missing"
  fi
  pid=$(sh "$scripts/find-machine.sh" "$uuid")
  note look
  [ -n "$pid" ] || fail "$name ended while it was waited for."
  # A clock that is set back must not make this wait for ever.
  now=$(date +%s)
  [ "$now" -ge "$begun" ] || begun=$now
  if [ $((now - begun)) -ge "$seconds" ]; then
    [ -z "$soft" ] || { printf '%s runs, and is not ready after %s minutes: %s. Look at its console.\n' "$name" "$((seconds / 60))" "$missing" && exit 0; }
    fail "$name was not ready within $((seconds / 60)) minutes: $missing."
  fi
  sleep 2
done
note ready
printf '%s is ready.\n' "$name"
