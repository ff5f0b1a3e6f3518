# shellcheck shell=sh
# What can be done with instances. Needs all of the other parts.
#
# shellcheck disable=SC2034,SC2154
# Variables are shared by all parts: settings.sh and read_record set most of them.

need_node() {
  command -v start_kvm >/dev/null || fail "this machine runs no instances: it is a frontend, and the practice cloud's frontend does not speak to its nodes. Install a Cloud-in-a-box."
}

# need_instance ID: reads its record.
need_instance() {
  case $1 in
    '' | *[!0-9a-fi-]*) fail "\"$1\" is no ID of an instance; they look like i-1a2b3c4d." ;;
  esac
  read_record "$1" || fail "there is no instance $1; practice-instance list names them."
}

get_state() {
  if is_running "$1"; then echo running; else echo stopped; fi
}

list_lines() {
  need_node
  for each in $(list_instances); do
    read_record "$each"
    echo "$each $image $(get_state "$each") ${public:--} $private ${key_name:--} $kind $launched"
  done
}

# Sets wish, wished_key and wished_image from the words of "run".
read_wishes() {
  wish=$(get_setting "$conf" PRACTICE_INSTANCE) wished_key='' wished_image=$(get_id emi)
  while [ $# -gt 0 ]; do
    case $1 in
      --kind) wish=${2:-} ;;
      --key) wished_key=${2:-} ;;
      --image) wished_image=${2:-} ;;
      *) fail "\"$1\" is no option of run." ;;
    esac
    shift
    shift || fail "the last option lacks its value."
  done
  case ${wish:=auto} in
    auto | kvm | namespace) ;;
    *) fail "\"$wish\" is no kind of instance: it is auto, kvm or namespace." ;;
  esac
  [ -z "$wished_key" ] || [ -f "$state/keys/$wished_key" ] || fail "there is no key called $wished_key; practice-instance keys names them."
  [ "$wished_image" = "$(get_id emi)" ] || fail "there is no image $wished_image; this cloud has $(get_id emi)."
}

# The MAC of i-1a2b3c4d is d0:0d:1a:2b:3c:4d, as in Eucalyptus.
run_instance() {
  need_node
  read_wishes "$@"
  read_settings
  id=$(make_id i)
  image=$wished_image key_name=$wished_key launched=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  mac=d0:0d:$(echo "${id#i-}" | sed 's/../&:/g; s/:$//')
  private=$(list_private_addresses | find_free private) || fail "all private addresses of the group are in use."
  public=$(list_unheld_addresses | find_free public) || fail "all public addresses are in use."
  port=$(list_ports | find_free port)
  choose_kind "$wish"
  write_record "$id"
  : >"$state/instances/$id/authorized_keys"
  [ -z "$key_name" ] || cp "$state/keys/$key_name" "$state/instances/$id/authorized_keys"
  start_instance "$id"
  echo "$id"
}

# start_instance ID: its network before itself, so that DHCP answers.
start_instance() {
  apply_network || fail "the network could not be set up for $1."
  read_record "$1"
  "start_$kind" "$1" || fail "$1 could not be started; practice-instance console $1 may say why."
  plug_volumes "$1"
}

terminate_instance() {
  need_node
  need_instance "$1"
  detach_volumes "$1"
  read_record "$1"
  stop_guest "$1"
  rm -rf "$state/instances/$1"
  apply_network
}

print_console() {
  need_node
  need_instance "$1"
  cat "$state/instances/$1/console"
}

# read_opening PROTOCOL PORT[-PORT] [SOURCE/PREFIX]: sets opening, a line of the group's rules.
read_opening() {
  protocol=${1:-} from=${2%%-*} to=${2##*-} source=${3:-0.0.0.0/0}
  case $protocol in
    icmp) from=-1 to=-1 ;;
    tcp | udp)
      case $from$to in
        '' | *[!0-9]*) fail "\"$2\" is no port: write 22, or 8000-8010." ;;
      esac
      ;;
    *) fail "\"$protocol\" is no protocol: it is tcp, udp or icmp." ;;
  esac
  opening="$protocol $from $to $source"
}

authorize() {
  read_opening "$@"
  grep -qxF "$opening" "$state/group" || echo "$opening" >>"$state/group"
  apply_network
}

revoke() {
  read_opening "$@"
  grep -qxF "$opening" "$state/group" || fail "the group has no opening \"$opening\"."
  grep -vxF "$opening" "$state/group" >"$state/group.new"
  mv "$state/group.new" "$state/group"
  apply_network
}

# A cloud's first instance comes with the cloud, opened for ping and SSH, with a key that root of the cloud has.
make_first() {
  key=${PRACTICE_CREDENTIALS:-/root/credentials}/admin/admin.private
  [ -s "$key" ] || (umask 077 && make_key admin >"$key.new" && mv "$key.new" "$key") || return 1
  run_instance --key admin >/dev/null
  touch "$state/first"
}

boot_instances() {
  command -v start_kvm >/dev/null || return 0
  [ "$(get_setting "$conf" PRACTICE_INSTANCE)" != none ] || return 0
  if [ ! -e "$state/first" ]; then make_first; fi
  for each in $(list_instances); do
    start_again "$each"
  done
}

# After a restart of the machine nothing of an instance is left but its record.
start_again() {
  read_record "$1"
  if ! is_running "$1"; then
    choose_kind "$wish"
    stop_guest "$1"
    write_record "$1"
    start_instance "$1"
  fi
  echo "instance $1 ($(describe_kind "$kind")) $public, inside $private${reason:+: $reason}"
}
