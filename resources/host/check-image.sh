# Compares the sum of a fetched file with the one it must have. A file with another one is marked, and stays where it is.
# Arguments: sum ALGORITHM HEX PART      (ALGORITHM: md5, sha1, sha256, sha512)
#            list LIST NAME PART         (the line about NAME in a list such as SHA256SUMS)
#            find LIST NAME              (only whether there is such a line)
# shellcheck shell=sh

LC_ALL=C
export LC_ALL
progress=${NUTSHELL_PROGRESS:-/dev/null}

complain() {
  printf '%s\n' "$1" >&2
  exit 1
}

# Sets algorithm and hex from the line of the list: "HEX  NAME", "HEX *NAME", "SHA256 (NAME) = HEX", or nothing but one sum.
find_line() {
  hex=$(tr -d '\r' <"$1" | wanted=$2 awk '
    BEGIN { wanted = ENVIRON["wanted"] }
    { name = $0; sum = "" }
    /^[0-9a-fA-F]+[ \t]+\*?./ { sum = $1; sub(/^[0-9a-fA-F]+[ \t]+\*?/, "", name) }
    /^[A-Z0-9-]+ \(.*\) = [0-9a-fA-F]+$/ { sum = $NF; sub(/^[A-Z0-9-]+ \(/, "", name); sub(/\) = [0-9a-fA-F]+$/, "", name) }
    /^[0-9a-fA-F]+[ \t]*$/ { alone = $1; lines++ }
    sum != "" { lines++; sub(/.*\//, "", name); if (name == wanted) { found = sum; exit } }
    END { if (found == "" && lines == 1 && alone != "") found = alone; print tolower(found) }')
  case ${#hex} in
    32) algorithm=md5 ;;
    40) algorithm=sha1 ;;
    64) algorithm=sha256 ;;
    128) algorithm=sha512 ;;
    *) complain "The list of checksums has no line about $2. Give the sum itself, or the address of another list." ;;
  esac
}

# Tells how far the sum is: where its program reads in the file. PID
watch_reading() {
  total=$(stat -L -c %s -- "$part")
  while kill -0 "$1" 2>/dev/null; do
    while read -r key value; do
      [ "$key" = pos: ] && printf '%s %s\n' "$value" "$total" >>"$progress"
    done 2>/dev/null <"/proc/$1/fdinfo/0"
    sleep 0.5 2>/dev/null || sleep 1
  done
}

# Sets found.
add_up() {
  command -v "${algorithm}sum" >/dev/null || complain "This host has no ${algorithm}sum, so the file could not be checked. It stays in $part."
  answer=$(mktemp) || exit 1
  "${algorithm}sum" <"$part" >"$answer" &
  trap 'kill $! 2>/dev/null; rm -f "$answer"; exit 143' HUP INT TERM
  watch_reading $!
  wait $! || complain "$part could not be read to its end."
  trap - HUP INT TERM
  read -r found rest <"$answer"
  rm -f "$answer"
  found=${found#\\}
  : "$rest"
}

mark() {
  [ ! -e "$part.about" ] || { sed 's/^state=.*/state=wrong-sum/' "$part.about" >"$part.about.new" && mv -f "$part.about.new" "$part.about"; }
}

kind=$1
case $kind in
  sum)
    algorithm=$2
    hex=$3
    part=$4
    ;;
  list | find)
    find_line "$2" "$3"
    part=${4-}
    ;;
esac
if [ "$kind" = find ]; then
  printf '%s %s\n' "$algorithm" "$hex"
  exit
fi
add_up
[ "$found" = "$hex" ] && exit
mark
complain "The $algorithm sum of what was fetched is $found, but it must be $hex: the file is damaged, or another one. It stays in $part and is not used; fetching it again begins anew."
