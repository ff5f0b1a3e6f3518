# Tells, line by line and for as long as somebody listens, what the links of this place carry and what changes on them: counters once
# a second, and only those that moved; states, addresses, neighbours, routes and learned MACs in the moment they change. Changes
# nothing and needs no root. Arguments: [INTERVAL], in seconds; for tests alone.
#
#   w WORDS            what can be told here: ip (changes at once, else within a turn), bridge (learned MACs), tc (queues)
#   n ID NAME          a link; from here on its number stands for it
#   g ID               it is gone
#   s ID IFINDEX FLAGS OPERSTATE MTU MASTER PORT      of sysfs; MASTER is an ifindex, PORT the spanning tree's number, - is unknown
#   c ID RXBYTES RXPACKETS TXBYTES TXPACKETS          as they count since the link was made
#   d ID RXERRORS RXDROPPED TXERRORS TXDROPPED
#   q ID DROPPED BYTES PACKETS                        of the root queue: lost so far, waiting now (15Kb as tc says it)
#   a|h|r|f +|- TEXT   address, neighbour, route, learned MAC: came or went
#   x COUNT            so many changes of this turn were left out
#   t UPTIME           the turn is over; seconds since boot, which no clock that is set moves
#
# A turn starts one process, sleep. One awk reads /proc/net/dev itself and remembers; tc answers from one process that is kept open.
# Who is killed: awk's end is seen by the ticker's next line, the ticker's by the queue's end, the shell's by the ticker.
# shellcheck shell=sh

LC_ALL=C
export LC_ALL
PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
interval=${1:-1}
monitors=
told=

has() { command -v "$1" >/dev/null 2>&1; }

stop_monitors() {
  # shellcheck disable=SC2086 # One number for each.
  [ -z "$monitors" ] || kill $monitors 2>/dev/null
  monitors=
}

# A process that ended has no command line, also while it waits to be asked for its status.
is_running() {
  command_line=
  read -r command_line 2>/dev/null <"/proc/$1/cmdline" || [ -n "$command_line" ]
}

# An iproute2 that does not know one of the words ends at once; every one knows `all`.
start_monitors() {
  if has ip; then
    ip -o monitor link address neigh route </dev/null 2>/dev/null &
    monitors=$!
    sleep 0.1 2>/dev/null || sleep 1
    if ! is_running "$monitors"; then
      ip -o monitor all </dev/null 2>/dev/null &
      monitors=$!
    fi
    told=ip
  fi
  if has bridge; then
    bridge monitor fdb </dev/null 2>/dev/null &
    monitors="$monitors $!"
    told="$told bridge"
  fi
}

# To 3 what is told to awk, to standard output what tc is asked. $$ is the shell that was started, also in here.
tick() {
  trap '' PIPE
  while kill -0 "$$"; do
    [ -z "$asks_tc" ] || echo 'qdisc show'
    sleep "$interval"
    echo tick >&3 || break
  done 2>/dev/null
  stop_monitors
}

watch_place() {
  trap stop_monitors EXIT
  trap 'exit 0' HUP INT TERM
  start_monitors
  asks_tc=
  if has tc; then
    asks_tc=yes
    told="$told tc"
  fi
  echo "told $told"
  {
    if [ -n "$asks_tc" ]; then tick | tc -s -b - 2>/dev/null 3>&-; else tick >/dev/null; fi
  } 3>&1
}

# mawk reads from a pipe in blocks unless it is told not to.
awk_line='awk'
case $(awk -W version </dev/null 2>/dev/null) in
  mawk*) awk_line='awk -W interactive' ;;
esac

# A program and its option; what is in quotes is awk's.
# shellcheck disable=SC2086,SC2016
watch_place | $awk_line '
function say(line) { out = out line "\n" }

function flush_out() {
  if (out != "") { printf "%s", out; fflush() }
  out = ""
}

# Never of a file that may refuse to be read (carrier does where the link is down): mawk ends then.
function first_line(path,   text) {
  if ((getline text < path) < 1 || text == "") { text = "-" }
  close(path)
  return text
}

function tell_state(name,   folder, state) {
  folder = "/sys/class/net/" name
  state = first_line(folder "/ifindex")
  if (state == "-") { return }
  state = state " " first_line(folder "/flags") " " first_line(folder "/operstate") " " first_line(folder "/mtu")
  state = state " " first_line(folder "/master/ifindex") " " first_line(folder "/brport/state")
  if (states[name] != state) { states[name] = state; say("s " ids[name] " " state) }
}

function meet(name) {
  ids[name] = ++last_id
  order[last_id] = name
  say("n " last_id " " name)
  tell_state(name)
}

function forget(name) {
  say("g " ids[name])
  delete order[ids[name]]
  delete ids[name]; delete states[name]; delete counts[name]; delete losses[name]; delete queues[name]
}

function read_links(   line, at, name, fields, count, loss) {
  turn++
  while ((getline line < "/proc/net/dev") > 0) {
    at = index(line, ":")
    if (at == 0) { continue }
    name = substr(line, 1, at - 1)
    gsub(/ /, "", name)
    if (name == "lo") { continue }
    split(substr(line, at + 1), fields, " ")
    if (!(name in ids)) { meet(name) }
    seen[name] = turn
    count = fields[1] " " fields[2] " " fields[9] " " fields[10]
    if (counts[name] != count) { counts[name] = count; say("c " ids[name] " " count) }
    loss = fields[3] " " fields[4] " " fields[11] " " fields[12]
    if (losses[name] != loss) { losses[name] = loss; say("d " ids[name] " " loss) }
  }
  close("/proc/net/dev")
  for (name in ids) { if (seen[name] != turn) { delete seen[name]; forget(name) } }
}

# Where changes are told a tenth of the links is looked at all the same, for a change that was lost; else all of them.
function read_states(   id) {
  for (id in order) { if (!has_ip || (turn + id) % 10 == 0) { tell_state(order[id]) } }
}

function end_turn(   uptime) {
  read_links()
  read_states()
  if (left_out > 0) { say("x " left_out) }
  told_now = 0; left_out = 0
  uptime = first_line("/proc/uptime")
  sub(/ .*/, "", uptime)
  say("t " uptime)
  flush_out()
}

function tell_change(kind, text) {
  if (++told_now > 40) { left_out++; return }
  say(kind " " sign " " text)
  flush_out()
}

function word_after(word,   at) {
  for (at = 1; at < NF; at++) { if ($at == word) { return $(at + 1) } }
  return "-"
}

function hear_link(   name) {
  name = $2
  sub(/:$/, "", name); sub(/@.*$/, "", name)
  if (name in ids) { tell_state(name); flush_out() }
}

# Neighbours go through their states all the time; told is a MAC that is another, and an answer that stays out.
function hear_neighbour(   key, value) {
  if ($1 == "dev" || /^(22[4-9]|23[0-9])\./ || /^ff0/) { return }
  key = $1 " " word_after("dev")
  value = word_after("lladdr")
  if (sign == "-") { value = "-" }
  if (/ FAILED/) { value = "failed" }
  if (/ INCOMPLETE/ || (sign == "-" && !(key in neighbours)) || neighbours[key] == value) { return }
  neighbours[key] = value
  if (++neighbour_count > 4000) { neighbour_count = 0; split("", neighbours) }
  tell_change("h", key " " value)
}

function hear() {
  sign = "+"
  sub(/^\[[A-Za-z0-9 ]*\]/, "")
  if (/^Deleted /) { sign = "-"; sub(/^Deleted /, "") }
  if (/^[0-9]+: [^ ]+: </) { hear_link(); return }
  if (/^[0-9]+: [^ ]+ +inet6? /) { tell_change("a", $2 " " $4); return }
  if (/^[0-9a-f][0-9a-f](:[0-9a-f][0-9a-f])+ dev /) { tell_change("f", $1 " " $3 " " word_after("master") " " word_after("vlan")); return }
  if (/ (PERMANENT|NOARP|REACHABLE|STALE|NONE|INCOMPLETE|DELAY|PROBE|FAILED)/) { hear_neighbour(); return }
  if (/ dev / && !/^(local|broadcast|multicast|anycast|ff00)/ && !/ table local/) { sub(/\\.*/, ""); tell_change("r", $0) }
}

$1 == "tick" { end_turn(); next }
$1 == "told" { for (i = 2; i <= NF; i++) { if ($i == "ip") { has_ip = 1 } } $1 = "w"; say($0); end_turn(); next }
$1 == "qdisc" { device = / root / ? word_after("dev") : ""; next }
/^ Sent / { dropped = $7; sub(/,$/, "", dropped); next }
/^ backlog / {
  queue = dropped " " $2 " " $3
  if (device in ids && queues[device] != queue) { queues[device] = queue; say("q " ids[device] " " queue) }
  next
}
/^[ \t]/ { next }
{ hear() }
'
