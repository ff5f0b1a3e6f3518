# shellcheck shell=sh
# The screens before the cloud screen, in FastStart's order. Each screen returns 0 to go on
# or 1 to go back, and is skipped by the caller when a kickstart has answered it.

screen_media() {
  title "media check" "Disc Found"
  say "To begin testing the media before installation choose OK."
  say "Choose Skip to skip the media test and start the installation."
  ask_button OK OK Skip || return 1
  [ "$REPLY" = Skip ] || check_media
  put media "done"
}

check_language() {
  case $(lower "$1") in
    english | en_us.utf-8) ;;
    *) echo "The practice installer speaks English only." && return 1 ;;
  esac
}

screen_language() {
  title language "What language would you like to use during the installation process?"
  ask_until check_language "Language:" English || return 1
  put language en_US.UTF-8
}

check_keyboard() {
  case $1 in
    us) ;;
    *) echo "The practice installer has the keyboard layout \"us\" only." && return 1 ;;
  esac
}

screen_keyboard() {
  title keyboard "Select the appropriate keyboard for the system."
  ask_until check_keyboard "Keyboard:" us || return 1
  put keyboard us
}

list_interfaces() {
  for folder in /sys/class/net/*; do
    [ ! -e "$folder/device" ] || printf '%s\n' "${folder##*/}"
  done
}

check_interface() {
  list_interfaces | grep -qxF "$1" || { echo "There is no network interface \"$1\". This machine has: $(list_interfaces | tr '\n' ' ')" && return 1; }
}

check_method() {
  case $(lower "$1") in
    static | dhcp) ;;
    *) echo "Type Static or DHCP. A cloud needs an address that stays: Static, or DHCP with a reservation." && return 1 ;;
  esac
}

# Prints a list with commas or spaces as words with one space between.
to_list() {
  printf '%s' "$1" | tr -s ', ' ' '
}

check_gateway() {
  check_address "$1" || return 1
  is_inside "$1" "$(get address)" "$(get netmask)" ||
    { echo "The gateway $1 is outside the network of $(get address), netmask $(get netmask)." && return 1; }
}

screen_network() {
  title network "Network: how shall this machine be reached?"
  first=$(list_interfaces | head -n 1)
  [ -n "$first" ] || leave "this machine has no network interface. Add a virtio network card."
  ask_until check_interface "Interface:" "$first" || return 1
  put interface "$REPLY"
  ask_until check_method "Mode (Static or DHCP):" Static || return 1
  put method "$(lower "$REPLY")"
  if [ "$(get method)" = dhcp ]; then
    take_lease "$(get interface)" && return 0
    say "  No DHCP server answered on $(get interface). Type < to choose Static, or try again."
    return 1
  fi
  screen_static
}

screen_static() {
  ask_until check_address "IP address:" "$(get address)" || return 1
  put address "$REPLY"
  ask_until check_netmask "Netmask:" "$(get netmask)" || return 1
  put netmask "$REPLY"
  ask_until check_gateway "Gateway:" "$(get gateway)" || return 1
  put gateway "$REPLY"
  ask_until check_dns "DNS servers:" "$(get dns)" || return 1
  put dns "$(to_list "$REPLY")"
}

check_timezone() {
  printf '%s\n' "$1" | grep -qxE 'UTC|[A-Z][A-Za-z_]+(/[A-Z][A-Za-z_+0-9-]+){1,2}' ||
    { echo "\"$1\" is not a time zone. Write it as Area/City, such as America/New_York, or UTC." && return 1; }
}

screen_timezone() {
  title timezone "Please select the nearest city in your time zone."
  ask_until check_timezone "Time zone:" America/New_York || return 1
  put timezone "$REPLY"
}

# Keeps only the hash; it goes through stdin, never onto a command line.
put_password() {
  put password_hash "$(printf '%s\n' "$1" | mkpasswd -m sha512 -P 0)"
}

screen_password() {
  title "root password" "The root account is used for administering the system."
  while ask_secret "Root Password:"; do
    first=$REPLY
    if [ "${#first}" -lt 6 ]; then
      say "  The password must be at least 6 characters long."
      continue
    fi
    ask_secret "Confirm:" || return 1
    [ "$first" != "$REPLY" ] || { put_password "$first" && return 0; }
    say "  The passwords you entered were different. Please try again."
  done
  return 1
}
