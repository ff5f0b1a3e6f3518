# Was the machine installed already, or does SCRIPT say that all is well with it? A plan that goes on after an interruption asks so what
# held only while the installer ran. Arguments: INSTALLED EVENTS SCRIPT ARGUMENT...: INSTALLED is the mark of finish-install.sh, EVENTS
# what QEMU told, and SCRIPT a script that lies beside this one.
# shellcheck shell=sh

[ ! -e "$1" ] || exit 0
# -no-reboot: QEMU ends when the installer restarts the machine.
case $(grep -e '"event": "SHUTDOWN"' "$2" 2>/dev/null | tail -n 1) in
  *'"reason": "guest-reset"'* | *'"reason": "guest-shutdown"'*) exit 0 ;;
esac
script=${0%/*}/$3
shift 3
exec sh "$script" "$@"
