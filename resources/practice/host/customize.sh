#!/bin/sh
# Runs inside the new root file system, once, when all packages are in place.
set -eu
secrets=/root/practice-secrets

# Whatever a server in a rack wants and a host that lives for an hour does not: each costs boot time under emulation.
for unit in \
  apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer \
  getty-static.service getty@tty1.service serial-getty@ttyS0.service kmod-static-nodes.service \
  ldconfig.service lvm2-monitor.service modprobe@.service sys-fs-fuse-connections.mount sys-kernel-config.mount \
  sys-kernel-tracing.mount systemd-binfmt.service systemd-firstboot.service systemd-journal-catalog-update.service \
  systemd-machine-id-commit.service systemd-network-generator.service systemd-networkd-wait-online.service \
  systemd-pstore.service systemd-random-seed.service systemd-remount-fs.service systemd-sysusers.service \
  systemd-tmpfiles-clean.timer systemd-update-done.service systemd-update-utmp.service \
  systemd-update-utmp-runlevel.service; do
  ln -sf /dev/null "/etc/systemd/system/$unit"
done
mkdir -p /etc/systemd/system-generators
for generator in /lib/systemd/system-generators/*; do
  ln -sf /dev/null "/etc/systemd/system-generators/${generator##*/}"
done
systemctl set-default multi-user.target
systemctl enable systemd-networkd.service ssh.service libvirtd.socket

for user in admin tester pwuser; do
  useradd --create-home --shell /bin/bash "$user"
done
# Whom libvirt runs its machines as.
useradd --system --user-group --groups kvm --home-dir /var/lib/libvirt --shell /usr/sbin/nologin libvirt-qemu
printf 'pwuser:%s\n' "$(cat "$secrets/pwuser.password")" | chpasswd
install -d -m 0755 /etc/ssh/authorized_keys
for user in root admin tester; do
  install -m 0644 "$secrets/id_ed25519.pub" "/etc/ssh/authorized_keys/$user"
done
rm -f /etc/ssh/ssh_host_*
for type in ed25519 ecdsa rsa; do
  install -m 0600 "$secrets/ssh_host_${type}_key" /etc/ssh/
  install -m 0644 "$secrets/ssh_host_${type}_key.pub" /etc/ssh/
done
rm -rf "$secrets" /root/customize.sh
chmod 0440 /etc/sudoers.d/practice

# Debian ships the helper without it; a user who is not root could not start a bridged machine.
dpkg-statoverride --update --add root root 4755 /usr/lib/qemu/qemu-bridge-helper

install -d /srv/iso
echo practice > /etc/hostname
printf '127.0.0.1 localhost\n10.101.1.10 practice\n' > /etc/hosts
echo 'nameserver 10.101.0.3' > /etc/resolv.conf
