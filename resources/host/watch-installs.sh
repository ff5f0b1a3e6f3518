# Tells, for as long as somebody listens, what is added to the files of machines that are installed: what wait-for-install.sh and
# wait-until-ready.sh noted, what QEMU told, what the serial console said. Changes nothing. Arguments: STATE_DIRECTORY NAME...
#
# Lines: `part NAME/FILE OFFSET BASE64`, from that byte of the file on; a file that was begun anew begins at 0 again. `turn EPOCH` ends
# a look at all of them.
# shellcheck shell=sh

LC_ALL=C
export LC_ALL
folder=$1/machines
shift
names=$*
offsets=
# Of a longer log only its end.
limit=262144

# What was added to a file; sets told to how far it is known now. NAME/FILE SIZE OFFSET
tell() {
  told=$2
  from=$3
  [ "$2" -ge "$from" ] || from=0
  [ "$2" -gt "$from" ] || return 0
  [ $(($2 - from)) -le "$limit" ] || from=$(($2 - limit))
  added=$(tail -c "+$((from + 1))" "$folder/$1" | head -c $(($2 - from)) | base64 | tr -d '\n')
  printf 'part %s %s %s\n' "$1" "$from" "$added" || exit 0
}

# One wc for all files; one that is not there has no bytes.
measure() {
  set --
  for part in $parts; do
    if [ -r "$folder/$part" ]; then
      set -- "$@" "$folder/$part"
    else
      set -- "$@" /dev/null
    fi
  done
  wc -c "$@" | while read -r size _; do printf '%s ' "$size"; done
}

parts=
for name in $names; do
  parts="$parts $name/install.log $name/events.log.1 $name/events.log $name/serial.log"
done
while :; do
  sizes=$(measure)
  after=
  for part in $parts; do
    had=${offsets%% *}
    tell "$part" "${sizes%% *}" "${had:-0}"
    after="$after$told "
    sizes=${sizes#* }
    offsets=${offsets#* }
  done
  offsets=$after
  printf 'turn %s\n' "$(date +%s)" || exit 0
  sleep 2
done
