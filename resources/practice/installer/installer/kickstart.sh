# shellcheck shell=sh
# Reads the kickstart of ks=. It is data: nothing in it is ever run. What FastStart would
# do and the practice installer does not is said; what is no kickstart command is refused.

# read_kickstart FILE: answers the screens it can; leaves with the line number when it cannot.
read_kickstart() {
  number=0 section=''
  while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    line=$(printf '%s' "$line" | tr -d '\r')
    case $line in
      %end*) section='' ;;
      %*) start_section "$line" ;;
      *) [ -n "$section" ] || read_command "$line" ;;
    esac
  done <"$1"
}

start_section() {
  section=${1%% *}
  case $section in
    %packages) ;;
    %pre | %post | %addon | %include) say "practice-installer: kickstart line $number: $section is not run by the practice installer." ;;
    *) refuse_line "\"$section\" is no section of a kickstart" ;;
  esac
}

refuse_line() {
  leave "kickstart line $number: $1. Correct the file behind ks= and start again."
}

read_command() {
  command=${1%%[ 	]*} rest=$(printf '%s' "${1#"${1%%[ 	]*}"}" | sed 's/^[ \t]*//; s/[ \t]*$//')
  case $command in
    '' | '#'*) ;;
    lang) put language "$rest" ;;
    keyboard) put keyboard us ;;
    network) read_network "$rest" ;;
    timezone) read_timezone "$rest" ;;
    rootpw) read_rootpw "$rest" ;;
    clearpart | zerombr | autopart | part | partition) put disk_allowed yes ;;
    install | cdrom | url | repo | text | cmdline | graphical | reboot | poweroff | halt | shutdown) ;;
    auth | authconfig | bootloader | firewall | firstboot | selinux | services | skipx | user | group) ;;
    logging | logvol | raid | volgroup | ignoredisk | key | monitor | unsupported_hardware | xconfig | eula) ;;
    *) refuse_line "\"$command\" is no kickstart command that the practice installer knows" ;;
  esac
}

# set_checked ANSWER CHECK VALUE
set_checked() {
  problem=$("$2" "$3") || refuse_line "$problem"
  put "$1" "$3"
}

# The order of the options does not matter, so the gateway is checked last.
read_network() {
  network_gateway=''
  put method dhcp
  put interface "$(list_interfaces | head -n 1)"
  for option in $1; do
    read_network_option "$option"
  done
  [ "$(get method)" = static ] || { take_lease "$(get interface)" || refuse_line "no DHCP server answered on $(get interface)" && return; }
  has address netmask dns || refuse_line "network --bootproto=static needs --ip, --netmask, --gateway and --nameserver"
  set_checked gateway check_gateway "$network_gateway"
}

read_network_option() {
  option_value=${1#*=}
  case $1 in
    --bootproto=*) set_checked method check_method "$option_value" ;;
    --device=*) [ "$option_value" = link ] || set_checked interface check_interface "$option_value" ;;
    --ip=*) set_checked address check_address "$option_value" ;;
    --netmask=*) set_checked netmask check_netmask "$option_value" ;;
    --gateway=*) network_gateway=$option_value ;;
    --nameserver=*) set_checked dns check_dns "$(to_list "$option_value")" ;;
    --hostname=*) set_checked hostname check_hostname "$option_value" ;;
    --onboot=* | --noipv6 | --ipv6=* | --mtu=* | --activate) ;;
    *) refuse_line "\"$1\" is no option of network that the practice installer knows" ;;
  esac
}

check_hostname() {
  printf '%s\n' "$1" | grep -qxE '[A-Za-z0-9]([A-Za-z0-9.-]{0,62}[A-Za-z0-9])?' ||
    { echo "\"$1\" is not a host name. Use letters, digits, hyphens and dots." && return 1; }
}

read_timezone() {
  for option in $1; do
    case $option in
      --*) ;;
      *) set_checked timezone check_timezone "$(unquote "$option")" ;;
    esac
  done
}

unquote() {
  case $1 in
    \"*\" | \'*\') printf '%s' "${1#?}" | sed 's/.$//' ;;
    *) printf '%s' "$1" ;;
  esac
}

read_rootpw() {
  case $1 in
    --iscrypted*) put password_hash "$(unquote "$(printf '%s' "${1#--iscrypted}" | tr -d ' ')")" ;;
    --plaintext*) put_password "$(unquote "$(printf '%s' "${1#--plaintext}" | sed 's/^ *//')")" ;;
    -* | '') refuse_line "rootpw needs a password, with --iscrypted or --plaintext before it" ;;
    *) put_password "$(unquote "$1")" ;;
  esac
  case $(get password_hash) in
    '$'?*'$'?*) ;;
    *) refuse_line "rootpw --iscrypted needs a hash that starts with a dollar sign" ;;
  esac
}
