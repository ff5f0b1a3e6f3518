# Run by the host when it comes up (nutshell-autostart.service): starts every machine whose definition says so, with the words it was
# started with last. Arguments: STATE_DIRECTORY RUN_DIRECTORY
# shellcheck shell=sh

# To travel with a plan that installs it.
[ "$1" != --check ] || exit 0
state=$1
run=$2
umask 077
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin
export PATH

# A definition is JSON as Nutshell writes it: one word a line. NAME OF LIST, FILE
list_of() {
  sed -n "/^  \"$1\": \[\$/,/^  \]/{s/^    \"\(.*\)\",\{0,1\}\$/\1/p;}" "$2" | sed 's/\\\(["\\]\)/\1/g'
}

# A text of the definition, at that depth. BLANKS NAME FILE
text_of() {
  sed -n "s/^$1\"$2\": \"\(.*\)\",\{0,1\}\$/\1/p" "$3" | sed 's/\\\(["\\]\)/\1/g'
}

start_machine() {
  name=$1
  folder=$state/machines/$name
  set --
  has_uuid=
  daemonizes=
  while IFS= read -r word; do
    # The CD was for the launch, or for one start.
    set -- "$@" "${word%,once=d}"
    [ "$word" != -uuid ] || has_uuid=yes
    [ "$word" != -daemonize ] || daemonizes=yes
  done <<END
$(list_of argv "$folder/machine.json")
END
  if [ -z "$has_uuid" ] || [ -z "$daemonizes" ]; then
    printf '%s was adopted and never started by Nutshell; start it once, then the host can.\n' "$name" >&2
    return 1
  fi
  if grep -l -F -q -e "$(text_of '  ' uuid "$folder/machine.json")" /proc/[0-9]*/cmdline 2>/dev/null; then
    return 0
  fi
  mkdir -p "$run/machines/$name"
  control=$run/machines/$name/control
  rm -f "$control.in" "$control.out"
  [ ! -s "$folder/events.log" ] || mv -f "$folder/events.log" "$folder/events.log.1"
  : >"$folder/events.log"
  mkfifo -m 600 "$control.in" && ln -s "$folder/events.log" "$control.out" || return 1
  begin_in=$(text_of '    ' workingDirectory "$folder/machine.json")
  (cd "${begin_in:-/}" && exec "$@") || return 1
  # QMP takes no command before this one.
  printf '{"execute":"qmp_capabilities","id":"autostart"}\n' 1<>"$control.in"
}

exec 9>>"$state/lock"
flock 9 || exit 1
failures=0
for file in "$state"/machines/*/machine.json; do
  grep -q '^  "autostart": true,*$' "$file" 2>/dev/null || continue
  name=${file%/machine.json}
  name=${name##*/}
  # The lock is not for QEMU to hold.
  if (start_machine "$name") 9>&-; then
    printf 'Started %s.\n' "$name"
  else
    printf '%s did not start.\n' "$name" >&2
    tail -n 3 "$state/machines/$name/qemu.log" >&2 2>/dev/null
    failures=$((failures + 1))
  fi
done
[ "$failures" = 0 ]
