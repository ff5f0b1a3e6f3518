# Reads the host again under Nutshell's lock, right before a checkpoint is made, restored or deleted, and refuses in sentences what is
# no longer as it was reviewed. Changes nothing. Where an interrupted operation goes on, NUTSHELL_RESUMES names it: what it may itself have
# ended, set aside or used up may be gone, because its steps prove each thing again. Arguments, each as often as it is needed:
#   --new FOLDER                            no checkpoint of this name is there
#   --made RECORD OPERATION                 it is the checkpoint that was reviewed
#   --machine NAME UUID STATE DEFINITION CONTROL   STATE: running, paused, stopped, or any
#   --ends NAME UUID STATE DEFINITION CONTROL      the same, of a machine that this operation powers off
#   --volume GROUP VOLUME TAG               it is there and carries the tag
#   --snapshot GROUP VOLUME TAG             the same, and it can still be read
#   --free GROUP VOLUME                     nothing has this name
#   --room GROUP BYTES, --pool GROUP POOL   there is room
#   --file FOLDER FILE UUID                 it is the file that Nutshell made for this machine
# shellcheck shell=sh disable=SC3013
# test -ef is POSIX since 2024, and old in dash, bash and busybox.

scripts=${0%/*}
resumed=${NUTSHELL_RESUMES-}
refusals=0
refuse() {
  printf '%s\n' "$1" >&2
  refusals=$((refusals + 1))
}

# Sets attributes, percent and tags of GROUP VOLUME; fails where it is not there.
find_volume() {
  found=$(printf '%s\n' "$volumes" | while IFS='|' read -r group name attributes percent tags; do
    [ "${group##* }/$name" != "$1/$2" ] || printf '%s|%s|,%s,' "$attributes" "$percent" "$tags"
  done)
  attributes=${found%%|*}
  tags=${found##*|}
  percent=${found#*|}
  percent=${percent%%|*}
  [ -n "$found" ]
}

# Reading LVM takes a while, so it is read once, and only where a volume is asked for.
read_volumes() {
  [ -z "${volumes+read}" ] || return 0
  # With -a also a snapshot that is being merged, whose name is in brackets then: a restore that was interrupted may go on.
  volumes=$(lvs -a --noheadings --separator '|' -o vg_name,lv_name,lv_attr,data_percent,lv_tags | tr -d '[]') ||
    refuse 'The volumes of this host cannot be read, so nothing is done.'
}

# Prints running, paused or stopped. UUID CONTROL
state_of() {
  if [ -z "$(sh "$scripts/find-machine.sh" "$1")" ]; then
    echo stopped
    return
  fi
  case $(sh "$scripts/control-machine.sh" "$2" '{"execute":"query-status"}' 10) in
    *'"running": true'*) echo running ;;
    *'"running": false'*) echo paused ;;
    *) echo silent ;;
  esac
}

# NAME UUID STATE DEFINITION CONTROL
check_machine() {
  if ! grep -q -s -F -e "\"uuid\": \"$2\"" "$4"; then
    refuse "$1 is no longer the machine that was reviewed: it was destroyed or launched anew. Look at it and review again."
    return
  fi
  [ "$3" != any ] || return 0
  now=$(state_of "$2" "$5")
  case $now in
    "$3") ;;
    silent) refuse "$1 runs, but does not answer, so it could not be paused. Look at its console, or leave it out." ;;
    *) refuse "$1 was $3 when this was reviewed and is $now now. Review again." ;;
  esac
}

# Powered off by the operation before it was interrupted, or by what interrupted it.
check_end() {
  if [ -n "$resumed" ] && [ -z "$(sh "$scripts/find-machine.sh" "$2")" ]; then
    check_machine "$1" "$2" any "$4" "$5"
  else
    check_machine "$@"
  fi
}

check_record() {
  [ -z "$resumed" ] || [ -e "$1" ] || return 0
  grep -q -s -F -e "\"operationId\": \"$2\"" "$1" || refuse 'It is no longer the checkpoint that was reviewed. Look at the list again.'
}

check_volume() {
  read_volumes
  if ! find_volume "$1" "$2"; then
    [ -z "$resumed" ] || return 1
    refuse "There is no volume $1/$2 any more. Read the host again."
    return 1
  fi
  case $tags in
    *",$3,"*) return 0 ;;
  esac
  refuse "Volume $1/$2 does not carry the tag $3: Nutshell did not make it for this, so it is not touched."
  return 1
}

check_snapshot() {
  check_volume "$@" || return
  case $attributes in
    ????[IS]*) refuse "Snapshot $1/$2 has overflowed: more was written than it had room for, and what it held is lost. Delete the checkpoint." ;;
  esac
}

check_free() {
  read_volumes
  ! find_volume "$1" "$2" || refuse "There is a volume $1/$2 already. Review again."
}

check_room() {
  if ! counts=$(vgs --noheadings --nosuffix --units b -o vg_extent_size,vg_free_count "$1" 2>&1); then
    refuse "Volume group $1 cannot be used: $(printf '%s' "$counts" | tr -s ' \n' ' ')"
    return
  fi
  bytes=$2
  group=$1
  # Two numbers, split on purpose.
  # shellcheck disable=SC2086
  set -- $counts
  [ $(((bytes + $1 - 1) / $1)) -le "$2" ] ||
    refuse "Volume group $group has $(($1 * $2 / 1048576)) MiB free, and the snapshots need $((bytes / 1048576)) MiB. Give them less room, or remove something."
}

check_pool() {
  read_volumes
  if ! find_volume "$1" "$2"; then
    refuse "There is no thin pool $1/$2 any more."
  elif [ "${percent%%.*}" -ge 95 ] 2>/dev/null; then
    refuse "Thin pool $1/$2 is ${percent%%.*} % full. A full pool stops every machine on it: extend it with lvextend first."
  fi
}

check_file() {
  if [ -L "$2" ] || [ ! "$2" -ef "${1%/}/.nutshell/$3" ]; then
    refuse "$2 is no longer the file that Nutshell made for this machine, so it is not touched."
  fi
}

while [ $# -gt 0 ]; do
  check=$1
  shift
  case $check in
    --new)
      [ ! -e "$1" ] || refuse "There is a checkpoint $1 already. Choose another name, or delete it; one that was interrupted can be undone."
      shift
      ;;
    --made)
      check_record "$1" "$2"
      shift 2
      ;;
    --machine)
      check_machine "$1" "$2" "$3" "$4" "$5"
      shift 5
      ;;
    --ends)
      check_end "$1" "$2" "$3" "$4" "$5"
      shift 5
      ;;
    --volume)
      check_volume "$1" "$2" "$3"
      shift 3
      ;;
    --snapshot)
      check_snapshot "$1" "$2" "$3"
      shift 3
      ;;
    --free)
      check_free "$1" "$2"
      shift 2
      ;;
    --room)
      check_room "$1" "$2"
      shift 2
      ;;
    --pool)
      check_pool "$1" "$2"
      shift 2
      ;;
    --file)
      check_file "$1" "$2" "$3"
      shift 3
      ;;
    *)
      printf 'guard-checkpoint.sh does not know %s.\n' "$check" >&2
      exit 2
      ;;
  esac
done
[ "$refusals" = 0 ]
