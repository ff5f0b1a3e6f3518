# Lists the operations of a host: per operation one line `operation ID alive|gone`, the first line of its journal and its last.
# Needs operation-library.sh before it.
# shellcheck shell=sh disable=SC2154

list_operations() {
  for folder in "$1"/operations/*/; do
    [ -e "$folder/journal" ] || continue
    folder=${folder%/}
    use_operation "$1" "${folder##*/}"
    liveness=gone
    is_alive && liveness=alive
    printf 'operation %s %s\n' "$id" "$liveness"
    head -n 1 "$journal"
    # A torn last line has no line end of its own.
    printf '%s\n' "$(tail -n 1 "$journal")"
  done
  # Tells an empty list from an answer that broke off.
  echo end
}
