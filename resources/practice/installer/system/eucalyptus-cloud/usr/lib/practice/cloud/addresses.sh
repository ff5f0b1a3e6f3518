# shellcheck shell=sh
# Arithmetic with IPv4 addresses. Each prints its answer.

to_number() {
  # shellcheck disable=SC2086 # splitting at the dots is the point
  (IFS=. && set -- $1 && echo $(($1 << 24 | $2 << 16 | $3 << 8 | $4)))
}

to_address() {
  echo "$(($1 >> 24 & 255)).$(($1 >> 16 & 255)).$(($1 >> 8 & 255)).$(($1 & 255))"
}

# count_prefix_bits COUNT: the prefix length of a network of so many addresses, a power of two.
count_prefix_bits() {
  bits=32 size=$1
  while [ "$size" -gt 1 ]; do
    bits=$((bits - 1)) size=$((size / 2))
  done
  echo "$bits"
}

# The addresses of VNET_PUBLICIPS, one a line: "a-b", or single ones with blanks between.
list_public_addresses() {
  for part in $1; do
    number=$(to_number "${part%%-*}")
    last=$(to_number "${part#*-}")
    while [ "$number" -le "$last" ]; do
      to_address "$number"
      number=$((number + 1))
    done
  done
}
