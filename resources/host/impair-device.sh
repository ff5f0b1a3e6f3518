# Breaks a device on purpose; restore-device.sh puts it back. What somebody else has set up there is left alone: a queue of another
# kind at its root is refused by the kernel. Arguments: DEVICE INDEX link-down | mtu BYTES | qdisc KIND WORD...
# shellcheck shell=sh

device=$1
index=$2
what=$3
shift 3

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

now=$(cat "/sys/class/net/$device/ifindex" 2>/dev/null) || fail "$device is not there any more: its machine has ended or was started anew."
[ "$now" = "$index" ] || fail "$device is another device than it was: its machine was started anew. Look again."
case $what in
  link-down) ip link set dev "$device" down ;;
  mtu) ip link set dev "$device" mtu "$1" ;;
  qdisc)
    command -v tc >/dev/null || fail 'The program tc is not on this host. It comes with iproute (iproute2, iproute-tc).'
    tc qdisc add dev "$device" root "$@" && exit
    case $(tc qdisc show dev "$device" root 2>/dev/null) in
      *' 0: root '* | '') fail "The kernel of this host has no queue of the kind $1 (module sch_$1)." ;;
      *) fail "$device has a queue already that somebody set up, and it is left alone." ;;
    esac
    ;;
esac
