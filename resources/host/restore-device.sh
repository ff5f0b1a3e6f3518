# Takes away what impair-device.sh did, and nothing else: a device that is gone or is another by now is left alone, as is an MTU that
# somebody has changed since, or a queue of another kind. Arguments: DEVICE INDEX link-up | mtu BYTES BEFORE | qdisc KIND
# shellcheck shell=sh

device=$1
[ "$(cat "/sys/class/net/$device/ifindex" 2>/dev/null)" = "$2" ] || exit 0
case $3 in
  link-up) ip link set dev "$device" up ;;
  mtu) [ "$(cat "/sys/class/net/$device/mtu")" != "$4" ] || ip link set dev "$device" mtu "$5" ;;
  qdisc)
    case $(tc qdisc show dev "$device" root) in
      "qdisc $4 "*) tc qdisc del dev "$device" root ;;
    esac
    ;;
esac
