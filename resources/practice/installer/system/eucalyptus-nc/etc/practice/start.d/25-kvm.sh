#!/bin/sh
# A node runs instances: it needs /dev/kvm and taps.
# shellcheck source=/dev/null
. /usr/lib/practice/say.sh
open_consoles

modprobe tun
if grep -qw svm /proc/cpuinfo; then modprobe kvm-amd; else modprobe kvm-intel; fi
if [ -c /dev/kvm ]; then
  say "practice-system: /dev/kvm is there"
else
  say "practice-system: /dev/kvm is missing: this machine could not run instances"
fi
