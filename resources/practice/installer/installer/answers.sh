# shellcheck shell=sh
# The answers given so far, one file each: questions, kickstart and the steps that
# write the disk meet only here.

ANSWERS=${ANSWERS:-/tmp/answers}
mkdir -p "$ANSWERS"

put() {
  printf '%s\n' "$2" >"$ANSWERS/$1"
}

# Prints an answer; an empty line when it was never given.
get() {
  answer_text=''
  [ ! -f "$ANSWERS/$1" ] || IFS= read -r answer_text <"$ANSWERS/$1" || true
  printf '%s\n' "$answer_text"
}

# Were all of these given?
has() {
  for answer_name; do
    [ -f "$ANSWERS/$answer_name" ] || return 1
  done
}
