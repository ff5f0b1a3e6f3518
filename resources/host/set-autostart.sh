# Sees to it that the host starts its machines when it comes up, exactly if a definition wants that: a systemd unit that runs
# autostart-machines.sh, which must lie beside this script. Removed with the last machine that wants it.
# Arguments: STATE_DIRECTORY RUN_DIRECTORY SYSTEMD_DIRECTORY
# shellcheck shell=sh

state=$1
run=$2
units=$3
unit=nutshell-autostart.service
set -e

if ! grep -q -s '^  "autostart": true,*$' "$state"/machines/*/machine.json; then
  if [ -e "$units/$unit" ]; then
    systemctl disable "$unit"
    rm -f "$units/$unit"
    systemctl daemon-reload
  fi
  rm -rf "$state/autostart"
  exit 0
fi
if [ ! -d "$units" ] || ! command -v systemctl >/dev/null; then
  printf 'This host has no systemd, so nothing there could start machines when it comes up. Start them from Nutshell.\n' >&2
  exit 1
fi
mkdir -p "$state/autostart"
cp "${0%/*}/autostart-machines.sh" "$state/autostart/autostart-machines.sh"
cat >"$units/$unit.new" <<END
[Unit]
Description=Start the machines of Nutshell that are to run with this host
Wants=network-online.target
After=network-online.target local-fs.target

[Service]
Type=oneshot
RemainAfterExit=yes
KillMode=process
ExecStart=/bin/sh $state/autostart/autostart-machines.sh $state $run

[Install]
WantedBy=multi-user.target
END
mv -f "$units/$unit.new" "$units/$unit"
systemctl daemon-reload
systemctl enable "$unit"
