# Ends exactly the QEMU process that was started with -uuid UUID, whoever its parent is now: first with TERM, at which QEMU writes
# out its disks, after ten seconds with KILL. Nothing running is fine. Arguments: UUID
# shellcheck shell=sh

# A process number may pass to another process at any time, so the command line is read again before every signal.
find_machine() {
  # Paths under /proc hold no blanks.
  # shellcheck disable=SC2013
  for file in $(grep -l -F -e "$1" /proc/[0-9]*/cmdline 2>/dev/null); do
    if [ "$(tr '\0' '\n' 2>/dev/null <"$file" | sed -n '/^-uuid$/{n;p;q;}')" = "$1" ]; then
      pid=${file#/proc/}
      printf '%s\n' "${pid%/cmdline}"
    fi
  done
}

rounds=0
while pids=$(find_machine "$1") && [ -n "$pids" ]; do
  for pid in $pids; do
    case $rounds in
      0) kill -TERM "$pid" 2>/dev/null ;;
      100) kill -KILL "$pid" 2>/dev/null ;;
      150)
        printf 'QEMU process %s does not end, not even with KILL: the kernel holds it.\n' "$pid" >&2
        exit 1
        ;;
    esac
  done
  rounds=$((rounds + 1))
  sleep 0.1 2>/dev/null || { sleep 1; rounds=$((rounds + 9)); }
done
