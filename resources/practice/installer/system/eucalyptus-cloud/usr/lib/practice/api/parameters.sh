# shellcheck shell=sh
# The parameters of a request, from its query string and its form. Needs $work, the request's own folder.
#
# shellcheck disable=SC2154

# Sorted by name as bytes, as both signatures have them.
read_parameters() {
  {
    printf '%s\n' "${QUERY_STRING:-}"
    case ${CONTENT_TYPE:-} in
      application/x-www-form-urlencoded*) cat "$work/body" && echo ;;
    esac
  } | awk -f "$lib/api/parameters.awk" | sort >"$work/parameters"
}

# Prints percent-encoded text as it was meant.
decode() {
  # shellcheck disable=SC2059 # the format is the text, every % of it made an escape
  printf "$(printf '%s' "$1" | sed 's/\\/\\\\/g; s/%/\\x/g' | awk '{
    while ((at = index($0, "\\x")) > 0) {
      number = index("0123456789ABCDEF", substr($0, at + 2, 1)) * 16 + index("0123456789ABCDEF", substr($0, at + 3, 1)) - 17
      printf "%s\\%03o", substr($0, 1, at - 1), number
      $0 = substr($0, at + 4)
    }
    printf "%s", $0
  }')"
}

# get_parameter NAME: its value, decoded; nothing when it was not given.
get_parameter() {
  found=$(sed -n "s/^$1=//p" "$work/parameters" | head -n 1)
  case $found in
    *%*) decode "$found" ;;
    *) printf '%s' "$found" ;;
  esac
}

# list_parameter NAME: the values of NAME.1, NAME.2 and so on, one a line.
list_parameter() {
  sed -n "s/^$1\.[0-9][0-9]*=//p" "$work/parameters"
}

# What 3.3 does with a parameter that an action does not have (BaseQueryBinding). PRACTICE_UNKNOWN_PARAMETERS="error" in eucalyptus.conf
# asks for it; 4.x can be told to ignore them, and without that today's clients could not speak to this cloud.
check_known() {
  [ "$(get_setting "$conf" PRACTICE_UNKNOWN_PARAMETERS)" = error ] || return 0
  unknown=$(grep -vE "^(Action|Version|AWSAccessKeyId|Signature.*|Timestamp|Expires|SecurityToken|($1)(\.[0-9A-Za-z.]+)?)=" "$work/parameters" | sed 's/=.*//' | tr '\n' ' ')
  [ -z "$unknown" ] || refuse 400 InvalidParameterValue "Failed to bind the following fields: ${unknown% }"
}
