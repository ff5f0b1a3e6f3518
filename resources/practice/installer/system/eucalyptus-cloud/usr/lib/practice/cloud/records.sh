# shellcheck shell=sh
# What is known of each instance, in STATE/instances/ID/record, one KEY=value a line. Needs settings.sh.
#
# shellcheck disable=SC2034,SC2154
# Variables are shared by all parts: settings.sh and read_record set most of them.

# read_record ID: sets image, wish (which kind was asked for), kind, mac, port, private, public, key_name and launched.
read_record() {
  image='' wish='' kind='' mac='' port='' private='' public='' key_name='' launched=''
  [ -f "$state/instances/$1/record" ] || return 1
  while IFS='=' read -r key value; do
    case $key in
      image) image=$value ;;
      wish) wish=$value ;;
      kind) kind=$value ;;
      mac) mac=$value ;;
      port) port=$value ;;
      private) private=$value ;;
      public) public=$value ;;
      key_name) key_name=$value ;;
      launched) launched=$value ;;
    esac
  done <"$state/instances/$1/record"
}

# write_record ID, from the variables that read_record sets.
write_record() {
  mkdir -p "$state/instances/$1"
  printf '%s\n' "image=$image" "wish=$wish" "kind=$kind" "mac=$mac" "port=$port" "private=$private" "public=$public" \
    "key_name=$key_name" "launched=$launched" >"$state/instances/$1/record.new"
  mv "$state/instances/$1/record.new" "$state/instances/$1/record"
}

list_instances() {
  for record in "$state"/instances/*/record; do
    [ -f "$record" ] || continue
    record=${record%/record}
    echo "${record##*/}"
  done
}

# Every value that the records have under KEY, one a line.
list_values() {
  for each in $(list_instances); do
    sed -n "s/^$1=//p" "$state/instances/$each/record"
  done
}

# Prints the first line of stdin that no record has under KEY; fails when all are taken.
find_free() {
  list_values "$1" >"$run/practice-taken"
  awk 'FILENAME == ARGV[1] { taken[$0] = 1; next } !($0 in taken) { print; found = 1; exit } END { exit !found }' "$run/practice-taken" -
}

list_private_addresses() {
  number=$(to_number "$first_private")
  last=$(to_number "$last_private")
  while [ "$number" -le "$last" ]; do
    to_address "$number"
    number=$((number + 1))
  done
}

list_ports() {
  number=0
  while [ "$number" -lt 64 ]; do
    echo "vnet$number"
    number=$((number + 1))
  done
}
