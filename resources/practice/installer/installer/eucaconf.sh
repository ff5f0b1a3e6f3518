# shellcheck shell=sh
# Reads the eucalyptus.conf of eucaconf=: KEY=value or KEY="value", one a line. It is parsed,
# never sourced: a value may hold only what such a file needs.

# read_eucaconf FILE ROLE: keeps the VNET_ keys as answers and checks them by the screen's rules.
read_eucaconf() {
  number=0
  while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    case $line in
      '' | '#'*) ;;
      *) read_setting "$line" ;;
    esac
  done <"$1"
  put_cloud_defaults "$2"
  check_cloud_answers
  put cloud "done"
}

refuse_eucaconf() {
  leave "eucalyptus.conf: $1 Correct the file behind eucaconf= and start again."
}

read_setting() {
  printf '%s\n' "$1" | grep -qxE '[A-Z][A-Z0-9_]*=("[A-Za-z0-9 ._:/,@+=-]*"|[A-Za-z0-9._:/,@+-]*)' ||
    refuse_eucaconf "line $number is not KEY=\"value\": $1."
  setting_key=${1%%=*}
  setting_value=$(printf '%s' "${1#*=}" | tr -d '"')
  case $setting_key in
    VNET_MODE) [ "$setting_value" = MANAGED-NOVLAN ] || refuse_eucaconf "VNET_MODE is $setting_value, but only MANAGED-NOVLAN is supported." ;;
    PRACTICE_INSTANCE)
      is_instance_wish "$setting_value" || refuse_eucaconf "PRACTICE_INSTANCE is $setting_value, but it is auto, kvm, namespace or none."
      printf '%s="%s"\n' "$setting_key" "$setting_value" >>"$ANSWERS/other_settings"
      ;;
    VNET_*) put "$setting_key" "$setting_value" ;;
    *) printf '%s="%s"\n' "$setting_key" "$setting_value" >>"$ANSWERS/other_settings" ;;
  esac
}

# check_setting KEY CHECK ARGUMENT...: the check's sentence, with the key before it.
check_setting() {
  setting_key=$1
  shift
  problem=$("$@") || refuse_eucaconf "$setting_key: $problem"
}

check_cloud_answers() {
  for setting_key in VNET_PUBINTERFACE VNET_PUBLICIPS VNET_DNS; do
    has "$setting_key" || refuse_eucaconf "$setting_key is missing."
  done
  check_setting VNET_PUBINTERFACE check_interface "$(get VNET_PUBINTERFACE)"
  check_setting VNET_PUBLICIPS check_public "$(get VNET_PUBLICIPS)"
  check_setting VNET_DNS check_dns "$(get VNET_DNS)"
  check_setting VNET_NETMASK check_private_network "$(get VNET_SUBNET)" "$(get VNET_NETMASK)"
  check_setting VNET_ADDRSPERNET check_group "$(get VNET_ADDRSPERNET)"
}
