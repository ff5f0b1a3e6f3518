# How a script speaks QMP to a machine: use_channel first, then command_machine as often as it likes; answer holds QEMU's answer.
# shellcheck shell=sh

channel=
folder=
bridge=
limit_ms=0
asked=0
cr=$(printf "\r")

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

close_channel() {
  [ -z "$bridge" ] || kill "$bridge" 2>/dev/null
  [ -z "$folder" ] || rm -rf "$folder"
}

# Makes a folder for root alone that goes with the script.
make_folder() {
  [ -z "$folder" ] || return 0
  folder=$(mktemp -d) || exit 1
  trap close_channel EXIT
  trap 'exit 1' HUP INT TERM
}

# A socket is made to look like the control channel: FIFO in, file out, a program between them that copies both ways.
open_bridge() {
  make_folder
  mkfifo -m 600 "$folder/control.in" && : >"$folder/control.out" || exit 1
  copy_bytes "$channel" <>"$folder/control.in" >"$folder/control.out" 2>"$folder/problem" &
  bridge=$!
  channel=$folder/control
}

copy_bytes() {
  if command -v socat >/dev/null; then
    exec socat STDIO "UNIX-CONNECT:$1"
  elif command -v python3 >/dev/null; then
    exec python3 -c '
import os, select, socket, sys
link = socket.socket(socket.AF_UNIX)
link.connect(sys.argv[1])
while True:
    for ready in select.select([0, link], [], [])[0]:
        data = os.read(ready if ready == 0 else link.fileno(), 65536)
        if not data: sys.exit(0)
        os.write(link.fileno() if ready == 0 else 1, data)
' "$1"
  elif command -v perl >/dev/null; then
    exec perl -e '
use Socket;
socket(my $link, AF_UNIX, SOCK_STREAM, 0) && connect($link, pack_sockaddr_un($ARGV[0])) or die "$!\n";
for (;;) {
  my $wanted = ""; vec($wanted, $_, 1) = 1 for 0, fileno $link;
  select($wanted, undef, undef, undef);
  for my $way ([*STDIN, $link], [$link, *STDOUT]) {
    next unless vec($wanted, fileno $way->[0], 1);
    sysread($way->[0], my $data, 65536) or exit;
    syswrite($way->[1], $data);
  }
}' "$1"
  elif command -v nc >/dev/null; then
    exec nc -U "$1"
  fi
  printf 'This host has none of socat, python3, perl, nc, and without one nobody can speak to %s.\n' "$1" >&2
  exit 1
}

# Sends COMMAND under an id of its own; sets answer to the line that bears it. The log may be long: what is old is passed over.
ask() {
  asked=$((asked + 1))
  waited_ms=0
  id=nutshell-$$-$asked
  exec 3<"$channel.out" 4<>"$channel.in"
  cat <&3 >/dev/null
  # One write of less than 4096 bytes is never mixed with another's.
  printf '%s,"id":"%s"}\n' "${1%\}}" "$id" >&4
  torn=
  until find_answer; do
    [ "$waited_ms" -lt "$limit_ms" ] || fail "The machine did not answer within $((limit_ms / 1000)) seconds.${bridge:+ $(cat "$folder/problem")}"
    if sleep 0.02 2>/dev/null; then waited_ms=$((waited_ms + 20)); else sleep 1 && waited_ms=$((waited_ms + 1000)); fi
  done
  exec 3<&- 4<&-
}

find_answer() {
  while IFS= read -r line <&3; do
    answer=$torn${line%"$cr"}
    torn=
    case $answer in *"\"id\": \"$id\""*) return 0 ;; esac
  done
  torn=$torn$line
  return 1
}

# Gives a command; an answer that is an error ends the script with the answer's own words.
command_machine() {
  ask "$1"
  case $answer in
    *'"error": {'*) fail "$(printf '%s\n' "$answer" | sed 's/.*"desc": "//; s/"}.*//; s/\\\(.\)/\1/g')" ;;
  esac
}

# Gets ready to speak to CHANNEL: the control channel of prepare-control.sh (without .in), or a monitor's socket, as machines have that
# others started: then a program of the host must carry the bytes. CHANNEL SECONDS
use_channel() {
  channel=$1
  limit_ms=$(($2 * 1000))
  if [ -S "$channel" ]; then
    open_bridge
    ask '{"execute":"qmp_capabilities"}'
  elif [ ! -p "$channel.in" ] || [ ! -e "$channel.out" ]; then
    fail "There is no control channel $channel: the machine does not run, or was started without one."
  fi
}
