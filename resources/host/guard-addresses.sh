# Asks again under Nutshell's lock, right before addresses are claimed: the claim of the cloud must still be the one that was reviewed,
# and no claim, machine or address of the host may be in the ranges. Refuses in sentences on standard error. Changes nothing.
# Where an interrupted operation goes on, NUTSHELL_RESUMES names it, and what it wrote itself is no collision.
# Arguments: --claims FOLDER --machines FOLDER --cloud NAME --operation ID --reviewed none|ID (that wrote the claim last);
# --over-since SECONDS_1970 where the claim is another's; --own MACHINE and --range FIRST-LAST, each as often as needed.
# shellcheck shell=sh

LC_ALL=C
export LC_ALL
ranges='' own=' ' over=''
while [ $# -gt 1 ]; do
  case $1 in
    --claims) claims=$2 ;;
    --machines) machines=$2 ;;
    --cloud) cloud=$2 ;;
    --operation) operation=$2 ;;
    --reviewed) reviewed=$2 ;;
    --over-since) over=$2 ;;
    --own) own="$own$2 " ;;
    --range) ranges="$ranges $2" ;;
    *)
      printf 'guard-addresses.sh does not know %s.\n' "$1" >&2
      exit 2
      ;;
  esac
  shift 2
done

refusals=0
refuse() {
  printf '%s\n' "$1" >&2
  refusals=$((refusals + 1))
}

# first and last, as numbers. FIRST-LAST or one address
to_numbers() {
  old_ifs=$IFS
  IFS=.-
  # shellcheck disable=SC2086 # Splitting at the dots is the point.
  set -- $1 $1
  IFS=$old_ifs
  first=$((($1 << 24) + ($2 << 16) + ($3 << 8) + $4))
  last=$((($5 << 24) + ($6 << 16) + ($7 << 8) + $8))
}

# Whoever holds it now. RANGE HOLDER: refuses where it overlaps what is asked for.
compare() {
  to_numbers "$1"
  from=$first
  to=$last
  for range in $ranges; do
    to_numbers "$range"
    [ "$first" -gt "$to" ] || [ "$last" -lt "$from" ] ||
      refuse "${range%"-${range%-*}"} overlaps ${1%"-${1%-*}"}, $2. Plan again."
  done
}

# What stands behind a key in a file that Nutshell wrote, one a line. KEY FILE
values_of() {
  sed -n "s/^ *\"$1\": \"\\([^\"]*\\)\",\\{0,1\\}\$/\\1/p" "$2"
}

check_own_claim() {
  file=$claims/$cloud/claim.json
  if [ ! -e "$file" ]; then
    [ "$reviewed" = none ] || [ "${NUTSHELL_RESUMES-}" = "$operation" ] ||
      refuse "The claim of $cloud is gone: somebody released it since. Plan again."
    return
  fi
  written=$(values_of operationId "$file")
  [ "$written" = "$operation" ] && [ "${NUTSHELL_RESUMES-}" = "$operation" ] && return
  if [ "$reviewed" = none ]; then
    refuse "Cloud $cloud was claimed by $(values_of owner "$file") since. Give yours another name."
  elif [ "$written" != "$reviewed" ]; then
    refuse "The claim of $cloud was changed by $(values_of owner "$file") since. Look at it again."
  elif [ -n "$over" ] && [ "$(date +%s)" -lt "$over" ]; then
    refuse "The claim of $cloud is not over yet, by the clock of this host."
  fi
}

check_claims() {
  for file in "$claims"/*/claim.json; do
    other=${file%/claim.json}
    other=${other##*/}
    [ -e "$file" ] || continue
    [ "$other" != "$cloud" ] || continue
    for held in $(values_of range "$file"); do
      compare "$held" "which $(values_of owner "$file") has claimed for cloud $other"
    done
  done
}

check_machines() {
  for file in "$machines"/*/machine.json; do
    other=${file%/machine.json}
    other=${other##*/}
    [ -e "$file" ] || continue
    case $own in *" $other "*) continue ;; esac
    for held in $(values_of ip "$file"); do
      case $held in *:*) ;; *) compare "$held" "the address of machine $other" ;; esac
    done
  done
}

check_host() {
  command -v ip >/dev/null || return 0
  for held in $(ip -4 -o addr show | sed -n 's/.* inet \([0-9.]*\).*/\1/p'); do
    compare "$held" 'an address of the host itself'
  done
}

check_own_claim
[ -z "$ranges" ] || {
  check_claims
  check_machines
  check_host
}
[ "$refusals" = 0 ]
