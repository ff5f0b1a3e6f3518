#!/bin/sh
# The credentials of both accounts in /root/credentials, in the format of Eucalyptus 3.3.
# Made once, at the first start, with this machine's own random keys.
# shellcheck source=/dev/null
. /usr/lib/practice/say.sh
# shellcheck source=/dev/null
. /usr/lib/practice/ifcfg.sh
# shellcheck source=/dev/null
. /usr/lib/practice/credentials.sh
open_consoles

[ -d /root/credentials ] && exit 0
say "practice-system: first boot: making the credentials"
umask 077
mkdir -p /root/credentials.new
for account in admin demo; do
  make_credentials "/root/credentials.new/$account" "$account" "$(get_machine_address)" || exit 1
done
mv /root/credentials.new /root/credentials
