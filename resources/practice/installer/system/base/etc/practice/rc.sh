#!/bin/sh
# What init runs once at every start: mounts, then every script of start.d in the order of
# their names. A package adds a service by bringing a script there.

PATH=/usr/sbin:/usr/bin
export PATH
# shellcheck source=/dev/null
. /usr/lib/practice/say.sh
open_consoles

mkdir -p /dev/pts /dev/shm
mount -t devpts -o gid=5,mode=620 devpts /dev/pts
mount -t tmpfs -o mode=755 run /run
mount -t tmpfs tmp /tmp
hostname -F /etc/hostname
say "practice-system: starting $(cat /etc/hostname) as $(cat /etc/practice/role)"
for script in /etc/practice/start.d/*.sh; do
  sh "$script" || say "practice-system: $script failed; see above"
done
sync
say "practice-system: ready"
