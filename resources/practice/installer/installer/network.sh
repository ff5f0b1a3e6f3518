# shellcheck shell=sh
# The installer's own network: needed only to take a lease or to fetch ks= and eucaconf=.

# take_lease INTERFACE: asks DHCP, sets the interface up and keeps what was leased as answers.
take_lease() {
  rm -f "$ANSWERS/address"
  ip link set "$1" up
  udhcpc -i "$1" -n -q -t 5 -T 2 -s /cdrom/installer/lease.sh >/dev/null 2>&1
  has address netmask
}

# The first interface, set up as ip=, netmask=, gateway=, dns= and ksdevice= on the kernel
# line say (anaconda's words of EL6), or else by DHCP.
start_fetch_network() {
  device=$(get_word ksdevice) || device=$(list_interfaces | head -n 1)
  [ -e "/sys/class/net/$device" ] || leave "ks= needs a network interface, and there is none called \"$device\"."
  case $(get_word ip || echo dhcp) in
    dhcp) take_lease "$device" || leave "ks= needs the network, but no DHCP server answered on $device. Give ip=, netmask= and gateway= on the kernel line." ;;
    *) start_static_network "$device" ;;
  esac
}

start_static_network() {
  problem=$(check_address "$(get_word ip)") || leave "kernel word ip=: $problem"
  problem=$(check_netmask "$(get_word netmask)") || leave "kernel word netmask=: $problem"
  ip address add "$(get_word ip)/$(count_prefix_bits "$(get_word netmask)")" dev "$1"
  ip link set "$1" up
  gateway=$(get_word gateway) && ip route add default via "$gateway"
  server=$(get_word dns) && printf 'nameserver %s\n' "$server" >/etc/resolv.conf
  return 0
}

# fetch WORD TARGET: downloads what WORD=http://... on the kernel line names; WORD=file:/... is a file of the initrd, as anaconda has it.
# Not wget -T: that option crashes in the static busybox 1.35.
fetch() {
  url=$(get_word "$1")
  case $url in
    http://* | file:/*) ;;
    *) leave "$1=$url cannot be used: the practice installer reads http:// addresses and file:/ paths in its initrd only." ;;
  esac
  say "practice-installer: fetching $1= from $url"
  case $url in
    file:/*)
      cp "${url#file:}" "$2" 2>/dev/null || leave "$1=$url could not be read: there is no such file in the initrd."
      return
      ;;
  esac
  timeout 20 wget -O "$2" "$url" >/tmp/wget.log 2>&1 ||
    leave "$1=$url could not be fetched ($(tail -n 1 /tmp/wget.log)). Does the server answer from this machine's network?"
}
