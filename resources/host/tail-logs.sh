#!/bin/sh
# The ends of log files of a machine: tail-logs.sh LINES PATTERN...
# A pattern is a path, or several by the shell's own signs; what is not there is left out.

lines=$1
shift
for pattern in "$@"; do
  # shellcheck disable=SC2086 # the pattern is to become paths; a recipe's paths hold no white space
  for file in $pattern; do
    [ -f "$file" ] || continue
    printf '== %s\n' "$file"
    tail -n "$lines" "$file" 2>&1
  done
done
