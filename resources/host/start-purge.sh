# Has what an operation set aside removed for good when its time is over. The waiting belongs to no session and to no operation: it
# has a copy of its own, because the operation's scripts may be gone by then. Without `armed` nothing of the removal is ever removed for
# good: an operation that was interrupted before this can still be undone. Arguments: STATE OPERATION SECONDS
# shellcheck shell=sh

purge=$1/purge-removed.sh
cp -- "${0%/*}/purge-removed.sh" "$purge.new" && mv -f -- "$purge.new" "$purge" || exit 1
: >"$1/removed/$2/armed" || exit 1
command -v setsid >/dev/null || setsid() { nohup "$@"; }
setsid sh "$purge" "$1" "$2" "$3" </dev/null >/dev/null 2>&1 &
