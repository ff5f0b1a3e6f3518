# Reads the host again under Nutshell's lock, right before a machine is destroyed: it must still be the one that was reviewed, a disk
# to be removed must be its own, and enough of the time in which that can be undone must be left.
# Arguments: --machine DEFINITION UUID REMOVAL, --volume GROUP VOLUME TAG, --file FOLDER FILE UUID, --until SECONDS_1970 LEAST_SECONDS
# shellcheck shell=sh disable=SC3013
# test -ef is POSIX since 2024, and old in dash, bash and busybox.

is_resumed=no
refusals=0
refuse() {
  printf '%s\n' "$1" >&2
  refusals=$((refusals + 1))
}

# DEFINITION UUID REMOVAL. Where the removal is there, this goes on with what was interrupted.
check_machine() {
  [ ! -e "$3" ] || is_resumed=yes
  if [ ! -e "$1" ] && [ -e "$3/machine/${1##*/}" ]; then
    return 0
  elif [ ! -e "$1" ]; then
    refuse "The machine is gone already: there is no $1."
  elif ! grep -q -F -e "\"uuid\": \"$2\"" "$1"; then
    refuse 'Another machine has been launched under this name since. Review again what would be destroyed.'
  fi
}

# GROUP VOLUME TAG
check_volume() {
  if ! listed=$(lvs --noheadings --separator '|' -o lv_name,lv_attr,origin,lv_tags "$1"); then
    refuse "Volume group $1 cannot be read, so nothing is destroyed."
    return
  fi
  problem=$(printf '%s\n' "$listed" | while IFS='|' read -r volume attributes origin tags; do
    case $attributes in
      [sS]*) [ "$origin" != "$2" ] || printf '%s needs %s. ' "${volume##* }" "$2" ;;
    esac
    [ "${volume##* }" = "$2" ] || continue
    case ",$tags," in
      *",$3,"*) ;;
      *) printf 'It does not carry the tag %s: it is not the one that this machine was launched with. ' "$3" ;;
    esac
  done)
  [ -z "$problem" ] || refuse "Volume $1/$2 cannot be removed. ${problem% }"
}

# FOLDER FILE UUID
check_file() {
  [ -e "$2" ] || [ -L "$2" ] || return 0
  if [ -L "$2" ] || [ ! "$2" -ef "${1%/}/.nutshell/$3" ]; then
    refuse "$2 is no longer the file that Nutshell made for this machine. Review again what would be destroyed."
  fi
}

# A lock that was waited for, or a clock that is wrong, must not eat the time for an undo. SECONDS_1970 LEAST_SECONDS
check_time() {
  [ "$is_resumed" = yes ] || [ $(($1 - $(date +%s))) -ge "$2" ] ||
    refuse 'Too little is left of the time in which this could be undone: others kept the host busy. Destroy it again.'
}

while [ $# -gt 0 ]; do
  case $1 in
    --machine)
      check_machine "$2" "$3" "$4"
      shift 4
      ;;
    --volume)
      check_volume "$2" "$3" "$4"
      shift 4
      ;;
    --file)
      check_file "$2" "$3" "$4"
      shift 4
      ;;
    --until)
      check_time "$2" "$3"
      shift 3
      ;;
    *)
      printf 'guard-destroy.sh does not know %s.\n' "$1" >&2
      exit 2
      ;;
  esac
done
[ "$refusals" = 0 ]
