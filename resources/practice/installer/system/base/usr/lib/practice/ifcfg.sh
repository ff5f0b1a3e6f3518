# shellcheck shell=sh
# Reads ifcfg files. They are parsed, never sourced.

# get_setting FILE KEY: prints the value, without quotes; nothing when it is missing.
get_setting() {
  sed -n "s/^$2=\"\{0,1\}\([^\"]*\)\"\{0,1\}\$/\1/p" "$1" | head -n 1
}

# Prints the prefix length of a netmask: 255.255.0.0 is 16.
to_prefix() {
  bits=0
  for octet in $(printf '%s' "$1" | tr '.' ' '); do
    while [ "$octet" -gt 0 ]; do
      bits=$((bits + (octet & 1))) octet=$((octet >> 1))
    done
  done
  echo "$bits"
}

# Prints the first address of an interface, without its prefix.
get_address() {
  ip -4 -o address show dev "$1" | awk '{ sub("/.*", "", $4); print $4; exit }'
}

# Prints the address by which this machine is reached: that of the cloud's public interface.
get_machine_address() {
  public=$(get_setting /etc/eucalyptus/eucalyptus.conf VNET_PUBINTERFACE 2>/dev/null)
  get_address "${public:-eth0}"
}
