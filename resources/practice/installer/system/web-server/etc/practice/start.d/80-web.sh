#!/bin/sh
# HTTPS on 8443 (administration) and 8888 (user console), the EC2 API on 8773.
# shellcheck source=/dev/null
. /usr/lib/practice/say.sh
open_consoles

mkdir -p /var/log/lighttpd
lighttpd -f /etc/lighttpd/lighttpd.conf || exit 1
say "practice-system: port 8443 https, port 8888 https, port 8773 http"
