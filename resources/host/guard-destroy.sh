# Reads the host again under Nutshell's lock, right before a machine is destroyed: it must still be the one that was reviewed, and a
# disk to be removed must be its own. Arguments: DEFINITION UUID [GROUP VOLUME TAG | FOLDER FILE UUID]
# shellcheck shell=sh disable=SC3013
# test -ef is POSIX since 2024, and old in dash, bash and busybox.

if [ ! -e "$1" ]; then
  printf 'The machine is gone already: there is no %s.\n' "$1" >&2
  exit 1
fi
if ! grep -q -F -e "\"uuid\": \"$2\"" "$1"; then
  printf 'Another machine has been launched under this name since. Review again what would be destroyed.\n' >&2
  exit 1
fi
[ $# -ge 5 ] || exit 0
# A folder begins with a slash, a volume group never.
case $3 in
  /*)
    [ -e "$4" ] || [ -L "$4" ] || exit 0
    if [ -L "$4" ] || [ ! "$4" -ef "${3%/}/.nutshell/$5" ]; then
      printf '%s is no longer the file that Nutshell made for this machine. Review again what would be destroyed.\n' "$4" >&2
      exit 1
    fi
    exit 0
    ;;
esac
if ! listed=$(lvs --noheadings --separator '|' -o lv_name,lv_tags "$3"); then
  printf 'Volume group %s cannot be read, so nothing is destroyed.\n' "$3" >&2
  exit 1
fi
printf '%s\n' "$listed" | while IFS='|' read -r volume tags; do
  [ "${volume##* }" = "$4" ] || continue
  case ",$tags," in
    *",$5,"*) continue ;;
  esac
  printf 'Volume %s/%s does not carry the tag %s: it is not the one that this machine was launched with.\n' "$3" "$4" "$5" >&2
  exit 1
done
