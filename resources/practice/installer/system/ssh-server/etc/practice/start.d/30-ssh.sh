#!/bin/sh
# SSH on port 22, for root with the password of the installation or a key.
# shellcheck source=/dev/null
. /usr/lib/practice/say.sh
open_consoles

keys=/etc/dropbear
mkdir -p "$keys" /root/.ssh
chmod 700 /root/.ssh
for type in ed25519 ecdsa; do
  key=$keys/dropbear_${type}_host_key
  [ -s "$key" ] && continue
  say "practice-system: first boot: making the $type SSH host key"
  dropbearkey -t "$type" -f "$key" >/dev/null 2>&1 || exit 1
done
dropbear -p 22 -r "$keys/dropbear_ed25519_host_key" -r "$keys/dropbear_ecdsa_host_key" -P /run/dropbear.pid || exit 1
say "practice-system: port 22 ssh"
