#!/bin/sh
# Sends the probes of a trace from this place and tells how that went. Arguments:
# PROTOCOL ADDRESS PORT SOURCE_PORT TOKEN SIZE_BYTES COUNT
#
# ICMP carries the token as its pattern, which needs no root; a ping that takes no pattern (busybox) is known by its length alone. UDP
# and TCP need a port of their own to come from, which only a small program in Python or Perl can ask for.

LC_ALL=C
export LC_ALL
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
protocol=$1
address=$2
port=$3
source_port=$4
token=$5
size=$6
count=$7

has() { command -v "$1" >/dev/null 2>&1; }

send_icmp() {
  if ! has ping; then
    echo 'ping: not found'
  elif ping --help 2>&1 | grep -qi busybox; then
    ping -c "$count" -W 1 -s "$size" "$address"
  else
    ping -n -c "$count" -i 0.3 -W 1 -s "$size" -p "$token$token" "$address"
  fi
}

python_text='
import socket, sys, time
protocol, address, port, source, token, count = sys.argv[1:7]
kind = protocol == "udp" and socket.SOCK_DGRAM or socket.SOCK_STREAM
probe = socket.socket(socket.AF_INET, kind)
probe.settimeout(4)
try:
    probe.bind(("", int(source)))
    if protocol == "udp":
        for number in range(int(count)):
            probe.sendto((token + token).encode("ascii"), (address, int(port)))
            time.sleep(0.3)
        print("%s datagrams sent" % count)
    else:
        probe.connect((address, int(port)))
        print("connected")
except Exception:
    print(sys.exc_info()[1])
'

# shellcheck disable=SC2016 # The variables are those of Perl.
perl_text='
use IO::Socket::INET;
my ($protocol, $address, $port, $source, $token, $count) = @ARGV;
my $probe = IO::Socket::INET->new(Proto => $protocol, PeerAddr => $address, PeerPort => $port, LocalPort => $source, Timeout => 4);
if (!$probe) { print "$@\n"; exit; }
if ($protocol eq "udp") {
  for (1 .. $count) { $probe->send($token . $token) or print "$!\n"; select(undef, undef, undef, 0.3); }
  print "$count datagrams sent\n";
} else { print "connected\n"; }
'

send_from_port() {
  for python in python3 python python2 /usr/libexec/platform-python; do
    if has "$python"; then
      "$python" -c "$python_text" "$@"
      return
    fi
  done
  if has perl; then perl -e "$perl_text" "$@"; else echo 'neither python nor perl: not found'; fi
}

case $protocol in
  icmp) send_icmp ;;
  *) send_from_port "$protocol" "$address" "$port" "$source_port" "$token" "$count" ;;
esac </dev/null 2>&1
exit 0
