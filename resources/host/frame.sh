#!/bin/sh
# The frame of every answer of a host, put in front of the scripts that read:  cat frame.sh collect.sh | sh -s -- NONCE
#
# Prints framed sections. NONCE is random, so nothing on the host can contain a frame line by chance:
#   NONCE begin NAME COMMAND
#   (standard output of the command)
#   NONCE error
#   (its standard error)
#   NONCE end STATUS
# and `NONCE done COUNT` at the very end: an answer without it was cut off.
#
# Speaks POSIX sh alone: dash, bash, busybox ash. Standard input is the script, so no command may inherit it.
#
# shellcheck disable=SC2317 # What is defined here is called by the script behind it.

LC_ALL=C
export LC_ALL
PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
LVM_SUPPRESS_FD_WARNINGS=1
export LVM_SUPPRESS_FD_WARNINGS
nonce=$1
sections=0

has() { command -v "$1" >/dev/null 2>&1; }

# A dead bus must not hold up everything else.
limited() {
  if has timeout; then timeout 10 "$@"; else "$@"; fi
}

# ask NAME COMMAND...: one section, its status is the answer. ask_as NAME SHOWN COMMAND...: the same, shown as another command.
ask() {
  ask_name=$1
  shift
  shown=$*
  ask_as "$ask_name" "${shown#limited }" "$@"
}

ask_as() {
  sections=$((sections + 1))
  printf '\n%s begin %s %s\n' "$nonce" "$1" "$2"
  shift 2
  { problem=$("$@" 2>&1 1>&3 3>&- </dev/null); status=$?; } 3>&1
  printf '\n%s error\n%s\n%s end %s\n' "$nonce" "$problem" "$nonce" "$status"
  return "$status"
}

# value=first line of FILE. A shell reads byte by byte, and sysctl files end after the first read: there is no newline then.
read_value() {
  value=
  [ -r "$1" ] || return 1
  read -r value 2>/dev/null <"$1" || [ -n "$value" ]
}

# Lines of FILE that begin with one of the words, without starting a program for it.
lines_of() {
  lines_file=$1
  shift
  while read -r line || [ -n "$line" ]; do
    for word in "$@"; do
      case $line in "$word"*) printf '%s\n' "$line" ;; esac
    done
  done <"$lines_file"
}

# Bytes of any value, as text.
encode() {
  if has base64; then base64; else od -A n -v -t x1; fi
}

finish() {
  printf '\n%s done %s\n' "$nonce" "$sections"
}
