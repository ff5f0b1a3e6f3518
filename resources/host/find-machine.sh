# Prints the number of each QEMU process that is this machine, a line each; nothing where none is. Arguments: WHICH, which is the UUID
# it was started with, or `--process PID WORD...`, a process that still has this very command line. A process number may pass to
# another process at any time, so ask again before every signal. A zombie has no command line: it counts as gone.
# shellcheck shell=sh

if [ "$1" = --process ]; then
  pid=$2
  shift 2
  [ "$(tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline")" != "$(printf '%s\n' "$@")" ] || printf '%s\n' "$pid"
  exit 0
fi
# Paths under /proc hold no blanks.
# shellcheck disable=SC2013
for file in $(grep -l -F -e "$1" /proc/[0-9]*/cmdline 2>/dev/null); do
  if [ "$(tr '\0' '\n' 2>/dev/null <"$file" | sed -n '/^-uuid$/{n;p;q;}')" = "$1" ]; then
    pid=${file#/proc/}
    printf '%s\n' "${pid%/cmdline}"
  fi
done
exit 0
