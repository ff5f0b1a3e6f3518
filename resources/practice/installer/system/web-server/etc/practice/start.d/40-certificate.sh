#!/bin/sh
# A self-signed certificate for this machine's address, made at the first start.
# An elliptic curve key: an RSA key takes minutes under emulation.
# shellcheck source=/dev/null
. /usr/lib/practice/say.sh
# shellcheck source=/dev/null
. /usr/lib/practice/ifcfg.sh
open_consoles

pem=/etc/lighttpd/server.pem
[ -s "$pem" ] && exit 0
say "practice-system: first boot: making the TLS certificate"
umask 077
address=$(get_machine_address)
# The machine's clock may be years behind the laptop's or ahead: the certificate is valid long.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 7300 \
  -subj "/O=Nutshell practice cloud/CN=$(hostname)" -addext "subjectAltName=IP:$address,DNS:$(hostname)" \
  -keyout "$pem.key" -out "$pem.crt" 2>/tmp/openssl.log || exit 1
cat "$pem.key" "$pem.crt" >"$pem"
rm "$pem.key"
