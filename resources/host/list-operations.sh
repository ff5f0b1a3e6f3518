# Lists the operations of a host: per operation a line `operation ID alive|restarted|killed`; then, per journal, `journal ID`, its
# first line, its last `turned` line and its last `step` line (- where there is none), and its last whole line.
# Needs operation-library.sh before it.
# shellcheck shell=sh disable=SC2154

list_operations() {
  if cd "$1/operations" 2>/dev/null; then
    # The dot keeps awk from taking a name for an assignment.
    set -- ./*/journal
    if [ -e "$1" ]; then
      list_lives
      summarise_journals "$@"
    fi
  fi
  # Tells an empty list from an answer that broke off.
  echo end
}

list_lives() {
  for journal in ./*/journal; do
    directory=${journal%/journal}
    life=killed
    if is_alive; then
      life=alive
    elif is_restarted; then
      life=restarted
    fi
    printf 'operation %s %s\n' "${directory#./}" "$life"
  done
}

# One process for all of them.
summarise_journals() {
  awk '
    function tell() {
      if (name != "") { print "journal " name; print first; print turn; print step; print last }
    }
    FNR == 1 {
      tell()
      split(FILENAME, parts, "/")
      name = parts[2]; first = $0; turn = "-"; step = "-"; last = "-"
    }
    / \.$/ { last = $0 }
    /^turned .* \.$/ { turn = $0 }
    /^step .* \.$/ { step = $0 }
    END { tell() }
  ' "$@"
}
