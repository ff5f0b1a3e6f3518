# Tells an operation's journal from its beginning, then line by line as it grows, until it ends.
# Needs operation-library.sh before it and use_operation called.
# shellcheck shell=sh disable=SC2154

# Looks often while something happens and rarely when it is quiet. Sets nap.
rest() {
  sleep "$nap" 2>/dev/null || sleep 1
  case $nap in
    0.05) nap=0.1 ;;
    0.1) nap=0.2 ;;
    *) nap=0.4 ;;
  esac
}

# The runner writes the journal first of all; it gets ten seconds for that.
wait_for_journal() {
  nap=0.05
  attempts=0
  until [ -e "$journal" ]; do
    [ -d "$directory" ] || refuse not-found "There is no operation $id on this host. Old ones are forgotten."
    attempts=$((attempts + 1))
    [ "$attempts" -le 28 ] || refuse command-failed "Operation $id was handed to the host but did not begin. $(cat "$directory/runner.log" 2>/dev/null)"
    rest
  done
}

# Prints what was added since the last call. A line without its end stays in $torn until the rest is there.
# Returns 0 when the last line of the journal was told.
tell_news() {
  while IFS= read -r line <&3; do
    nap=0.05
    line=$torn$line
    torn=
    printf '%s\n' "$line" || exit 1
    case $line in
      'finished '*' .') return 0 ;;
    esac
  done
  torn=$torn$line
  return 1
}

follow_operation() {
  wait_for_journal
  exec 3<"$journal"
  torn=
  nap=0.05
  until tell_news; do
    if ! is_alive; then
      tell_news || printf 'interrupted .\n'
      return 0
    fi
    rest
  done
}
