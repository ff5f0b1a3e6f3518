# What set-aside-volume.sh and bring-back-volume.sh share: whose a volume is, by its tags. To be sourced; needs fail.
# shellcheck shell=sh disable=SC2034

# Reads the volumes of GROUP once; where it cannot, says SENTENCE and ends.
read_group() {
  listed=$(lvs --noheadings --separator '|' -o lv_name,lv_tags "$1") || fail "Volume group $1 cannot be read, so $2"
}

# Sets tags of volume $1; fails where it is not there.
find_tags() {
  tags=$(printf '%s\n' "$listed" | while IFS='|' read -r name found; do
    [ "${name##* }" != "$1" ] || printf ',%s,' "$found"
  done)
  [ -n "$tags" ]
}
