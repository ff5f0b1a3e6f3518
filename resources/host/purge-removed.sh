# Removes for good what operations set aside and whose time is over, under the lock of the host. Only what still carries the marks of
# that very operation goes; what cannot go now stays for the next time. Writes down what it did in STATE/removed.log.
# Arguments: STATE [OPERATION SECONDS|now]. With an operation only its part, after that many seconds, or at once and without the lock,
# which the caller holds then; without, all that is overdue.
# shellcheck shell=sh

LC_ALL=C
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH
umask 077
state=$1
cd / || exit 1

tell() {
  printf '%s %s: %s\n' "$(date -u '+%Y-%m-%dT%H:%M:%SZ')" "$operation" "$1" >>"$state/removed.log"
}

# Words of the removal's own disks.sh. GROUP ASIDE
purge_volume() {
  listed=$(lvs --noheadings --separator '|' -o lv_name,lv_attr,origin,lv_tags "$1" 2>&1) || {
    keep "volume group $1 cannot be read: $listed"
    return
  }
  case $(printf '%s\n' "$listed" | find_volume "$2") in
    ours) ;;
    busy)
      keep "volume $1/$2 stays: a snapshot of it is needed"
      return
      ;;
    *) return ;;
  esac
  if complaint=$(lvremove -f "$1/$2" 2>&1); then
    tell "removed volume $1/$2"
  else
    keep "volume $1/$2 stays: $complaint"
  fi
}

# ours: it carries the marks. busy: and a snapshot that needs it is there. Nothing where it is not there or not marked. ASIDE
find_volume() {
  found=
  needed=
  while IFS='|' read -r name attributes origin tags; do
    [ "${name##* }" != "$1" ] || case ",$tags," in *",nutshell.removed=$operation,"*) found=ours ;; esac
    # A thin snapshot lives without its origin; a classic one does not.
    case $attributes in [sS]*) [ "$origin" != "$1" ] || needed=busy ;; esac
  done
  [ -z "$found" ] || printf '%s\n' "${needed:-$found}"
}

# FOLDER UUID
purge_file() {
  aside=${1%/}/.nutshell/$2.removed-$operation
  [ -e "$aside" ] || return 0
  if rm -f -- "$aside"; then
    tell "removed file $aside"
    rmdir -- "${1%/}/.nutshell" 2>/dev/null
  else
    keep "file $aside stays"
  fi
  return 0
}

keep() {
  is_whole=no
  tell "$1"
  printf '%s\n' "$1" >&2
}

# disks.sh calls this before its disks: nothing of it is done before its time. PURGE_AFTER
is_due() {
  { [ "$seconds" = now ] || [ "$(date +%s)" -ge "$1" ]; } && is_begun=yes
}

# One removal: its disks, and then its record. FOLDER
purge() {
  folder=$1
  operation=${folder##*/}
  is_begun=no
  is_whole=yes
  # It asks is_due, and then says purge_volume or purge_file for each disk.
  # shellcheck source=/dev/null
  . "$folder/disks.sh"
  if [ "$is_begun$is_whole" = yesyes ]; then
    rm -rf -- "$folder"
    tell 'nothing is left of it'
  fi
  [ "$is_whole" = yes ]
}

purge_all() {
  failures=0
  for folder in "$state"/removed/${wanted:-*}; do
    [ -e "$folder/armed" ] || continue
    (purge "$folder") 9>&- || failures=$((failures + 1))
  done
  [ "$failures" = 0 ]
}

# Who only looks whether something is overdue does not hold up others for it.
is_any_due() {
  for folder in "$state"/removed/*; do
    [ -e "$folder/armed" ] && read -r _ purge_after _ 2>/dev/null <"$folder/disks.sh" && is_due "$purge_after" && return 0
  done
  return 1
}

# A clock that is set forward must not shorten the time, so it is slept. One that is set back lets the next operation purge.
wait_until_due() {
  slept=0
  while [ -d "$state/removed/$wanted" ] && [ "$slept" -lt "$seconds" ]; do
    nap=$((seconds - slept < 20 ? seconds - slept : 20))
    sleep "$nap"
    slept=$((slept + nap))
  done
}

wanted=${2-}
seconds=${3:-0}
if [ "$seconds" = now ]; then
  : >"$state/removed/$wanted/armed" && purge_all
  exit
fi
[ -z "$wanted" ] || wait_until_due
if [ -z "$wanted" ]; then is_any_due || exit 0; fi
[ -d "$state/removed" ] || exit 0
exec 9>>"$state/lock"
flock 9 || exit 1
purge_all
