# Reads the host again under Nutshell's lock, right before a machine of somebody else is adopted: the process must still have the very
# command line that was reviewed, and the name must be free. Arguments: MACHINES NAME PID WORD...
# shellcheck shell=sh

machines=$1
name=$2
pid=$3
shift 3

if [ -e "$machines/$name" ]; then
  printf 'A machine called %s exists already (%s). Choose another name.\n' "$name" "$machines/$name" >&2
  exit 1
fi
if [ "$(tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline")" != "$(printf '%s\n' "$@")" ]; then
  printf 'QEMU process %s has ended, or is another one now. Look at the machine again.\n' "$pid" >&2
  exit 1
fi
