# Removes a volume that carries TAG and no other: without it Nutshell did not create it. One that is gone already is fine.
# Arguments: GROUP VOLUME TAG
# shellcheck shell=sh

if ! listed=$(lvs --noheadings --separator '|' -o lv_name,lv_tags "$1"); then
  printf 'Volume group %s cannot be read, so volume %s was not removed.\n' "$1" "$2" >&2
  exit 1
fi
# Says whose the volume is: ours, another, or nothing where it is not there.
find_volume() {
  printf '%s\n' "$listed" | while IFS='|' read -r volume tags; do
    [ "${volume##* }" = "$1" ] || continue
    case ",$tags," in
      *",$2,"*) echo ours ;;
      *) echo another ;;
    esac
  done
}

case $(find_volume "$2" "$3") in
  ours) ;;
  another)
    printf 'Volume %s/%s does not carry the tag %s, so it was not removed.\n' "$1" "$2" "$3" >&2
    exit 1
    ;;
  *) exit 0 ;;
esac

# udev may look at a volume for a moment after QEMU closed it.
attempts=0
until complaint=$(lvremove -f "$1/$2" 2>&1); do
  attempts=$((attempts + 1))
  if [ "$attempts" -ge 5 ]; then
    printf '%s\n' "$complaint" >&2
    exit 1
  fi
  sleep 0.5 2>/dev/null || sleep 1
done
