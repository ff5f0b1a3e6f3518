# shellcheck shell=sh
# MANAGED-NOVLAN's rules, all of them anew from the records, as eucanetd makes them (Eucalyptus 4.2, net/eucanetd_managed.c; the
# marks are 4.2.0's). Written as iptables-save would, so that counters can be carried over. Needs settings.sh and records.sh.
#
# shellcheck disable=SC2034,SC2154
# Variables are shared by all parts: settings.sh and read_record set most of them.

# print_opened PROTOCOL FROM TO SOURCE: one line of the group's rules file.
print_opened() {
  from_text=''
  [ "$4" = 0.0.0.0/0 ] || from_text=" -s $4"
  case $1 in
    icmp) match='-p icmp -m icmp --icmp-type any' ;;
    *) match="-p $1 -m $1 --dport $2" && [ "$2" = "$3" ] || match="-p $1 -m $1 --dport $2:$3" ;;
  esac
  echo "-A $group$from_text -d $group_network $match -j ACCEPT"
}

print_filter_rules() {
  printf '%s\n' '*filter' ':INPUT ACCEPT [0:0]' ':FORWARD DROP [0:0]' ':OUTPUT ACCEPT [0:0]' \
    ':EUCA_COUNTERS_IN - [0:0]' ':EUCA_COUNTERS_OUT - [0:0]' ":$group - [0:0]" \
    '-A FORWARD -j EUCA_COUNTERS_IN' '-A FORWARD -j EUCA_COUNTERS_OUT' \
    '-A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT' "-A FORWARD ! -d $subnet -j ACCEPT" \
    "-A FORWARD -j $group" "-A FORWARD -s $group_network -d $group_network -j ACCEPT" \
    "-A EUCA_COUNTERS_IN -d $subnet" "-A EUCA_COUNTERS_OUT -s $subnet"
  for each in $(list_instances); do
    read_record "$each"
    printf '%s\n' "-A EUCA_COUNTERS_IN -d $private/32" "-A EUCA_COUNTERS_OUT -s $private/32"
  done
  while read -r protocol from to source; do
    print_opened "$protocol" "$from" "$to" "$source"
  done <"$state/group"
  echo COMMIT
}

# print_for_each CHAIN: what an instance adds to a chain of the nat table.
print_for_each() {
  for each in $(list_instances); do
    read_record "$each"
    [ -n "$public" ] || continue
    case $1 in
      POSTROUTING)
        printf '%s\n' "-A $1 -s $private/32 -d $private/32 -j SNAT --to-source $public" \
          "-A $1 -s $private/32 -m mark --mark 0x15 -j SNAT --to-source $public" \
          "-A $1 -s $private/32 ! -d $subnet -j SNAT --to-source $public"
        ;;
      *)
        printf '%s\n' "-A $1 -s $subnet -d $public/32 -j MARK --set-xmark 0x15/0xffffffff" \
          "-A $1 -d $public/32 -j DNAT --to-destination $private"
        ;;
    esac
  done
}

print_nat_rules() {
  printf '%s\n' '*nat' ':PREROUTING ACCEPT [0:0]' ':INPUT ACCEPT [0:0]' ':OUTPUT ACCEPT [0:0]' ':POSTROUTING ACCEPT [0:0]' \
    "-A PREROUTING -d 169.254.169.254/32 -p tcp -m tcp --dport 80 -j DNAT --to-destination $(get_address "$public_interface"):8773"
  print_for_each PREROUTING
  print_for_each OUTPUT
  print_for_each POSTROUTING
  printf '%s\n' "-A POSTROUTING -s $subnet ! -d $subnet -j MASQUERADE" COMMIT
}

# Puts the counters that a rule or a policy had (first file: iptables-save -c) before the same rule (second file).
carry_counters() {
  awk '
    /^\*/ { table = $1 }
    FILENAME == ARGV[1] && /^\[/ { at = index($0, " "); counter[table, substr($0, at + 1)] = substr($0, 1, at - 1) }
    FILENAME == ARGV[1] && /^:/ { policy[table, $1] = $3 }
    FILENAME == ARGV[1] { next }
    /^-A/ { key = table SUBSEP $0; print (key in counter ? counter[key] : "[0:0]") " " $0; next }
    /^:/ { key = table SUBSEP $1; print $1 " " $2 " " (key in policy ? policy[key] : "[0:0]"); next }
    { print }
  ' "$1" "$2"
}

apply_rules() {
  group=$(get_id sg)
  [ -f "$state/group" ] || printf '%s\n' 'icmp -1 -1 0.0.0.0/0' 'tcp 22 22 0.0.0.0/0' >"$state/group"
  iptables-save -c >"$run/practice-rules.before" || return 1
  { print_filter_rules && print_nat_rules; } >"$run/practice-rules.new"
  carry_counters "$run/practice-rules.before" "$run/practice-rules.new" >"$run/practice-rules"
  iptables-restore -c <"$run/practice-rules"
}
