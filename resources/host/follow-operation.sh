# Tells an operation's journal from its beginning, then line by line as it grows, until it ends; and while a step runs, how far it is
# and what it says, which the journal does not hold. Needs operation-library.sh before it and use_operation called.
# shellcheck shell=sh disable=SC2154

line_end='
'

# Looks often while something happens and rarely when it is quiet, most rarely where it waits in line with others. Sets nap.
rest() {
  sleep "$nap" 2>/dev/null || sleep 1
  case $nap$busy_step in
    0.05*) nap=0.1 ;;
    0.1*) nap=0.2 ;;
    0.2*) nap=0.4 ;;
    0.4) nap=1 ;;
    1) nap=2 ;;
    2 | 4) nap=4 ;;
    *) nap=0.4 ;;
  esac
}

# The runner writes the journal first of all; it gets ten seconds for that.
wait_for_journal() {
  nap=0.05
  busy_step=begin # It comes in a moment: worth looking often.
  attempts=0
  until [ -e "$journal" ]; do
    [ -d "$directory" ] || refuse not-found "There is no operation $id on this host. Old ones are forgotten."
    attempts=$((attempts + 1))
    [ "$attempts" -le 28 ] || refuse command-failed "Operation $id was handed to the host but did not begin. $(cat "$directory/runner.log" 2>/dev/null)"
    rest
  done
}

# Prints what was added since the last call. A line without its end stays in $torn until the rest is there.
# Returns 0 when nothing more is there and the last line ended the operation: one that had ended may have been taken up again.
tell_news() {
  while IFS= read -r line <&3; do
    line=$torn$line
    torn=
    printf '%s\n' "$line" || exit 1
    note_line
  done
  torn=$torn$line
  [ "$has_ended" = 1 ]
}

# Sets busy_step, the one whose command runs, has_ended, and nap: more may come at once.
note_line() {
  # Who waits in line says for whom, and then nothing for a while.
  case $busy_step$line in 'output '*) return ;; esac
  nap=0.05
  case $line in
    'step '*' running '*' .' | 'step '*' undoing '*' .')
      busy_step=${line#step * }
      busy_step=${busy_step%% *}
      has_ended=0
      ;;
    'step '*' .' | 'turned '*' .')
      busy_step=
      has_ended=0
      ;;
    'finished '*' .' | 'halted '*' .')
      busy_step=
      has_ended=1
      ;;
  esac
}

# The last whole line of what the command reports about itself: DONE_BYTES TOTAL_BYTES, a dash where nobody knows the total.
tell_progress() {
  [ -n "$busy_step" ] && [ -s "$directory/progress" ] || return 0
  news=$(tail -c 96 "$directory/progress" 2>/dev/null; printf .)
  news=${news%"$line_end"*}
  news=${news##*"$line_end"}
  [ "$news" = "$told_progress" ] && return
  # The next step may have emptied the file meanwhile, and a command may have written anything.
  case $news in
    *[!0-9\ -]*) return ;;
    [0-9]*' '[0-9-]*) ;;
    *) return ;;
  esac
  told_progress=$news
  printf 'progress %s %s %s .\n' "$(now_ms)" "$busy_step" "$news"
}

# Only once it is quiet, so that short steps cost nothing.
tell_live_output() {
  [ "$nap" = 0.4 ] && [ -n "$busy_step" ] || return 0
  [ -s "$directory/stdout" ] || [ -s "$directory/stderr" ] || return 0
  said=$({ tail -c 2048 "$directory/stdout"; tail -c 2048 "$directory/stderr"; } 2>/dev/null | encode)
  [ "$said" = "$told_output" ] && return
  told_output=$said
  printf 'live-output %s %s .\n' "$busy_step" "$said"
}

follow_operation() {
  wait_for_journal
  exec 3<"$journal"
  torn='' busy_step='' told_progress='' told_output='' has_ended=0
  nap=0.05
  until tell_news; do
    if ! is_alive; then
      tell_news && break
      printf 'interrupted %s .\n' "$(name_end)"
      return 0
    fi
    tell_progress
    tell_live_output
    rest
  done
  echo 'told .'
}

# Why a journal has no end.
name_end() {
  if is_restarted; then echo restarted; else echo killed; fi
}
