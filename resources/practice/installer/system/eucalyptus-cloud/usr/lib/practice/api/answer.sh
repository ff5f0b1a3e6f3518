# shellcheck shell=sh
# What goes back to a client: XML as EC2 has it, behind CGI's header.
#
# shellcheck disable=SC2154

make_uuid() {
  head -c 16 /dev/urandom | hexdump -v -e '4/1 "%02x" "-" 2/1 "%02x" "-" 2/1 "%02x" "-" 2/1 "%02x" "-" 6/1 "%02x"'
}

escape() {
  printf '%s' "$1" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g'
}

# tag NAME TEXT
tag() {
  printf '<%s>%s</%s>' "$1" "$(escape "$2")" "$1"
}

# refuse STATUS CODE SENTENCE: the end of the request. It goes to the client wherever the output goes here, so not within a pipe.
refuse() {
  exec >&3
  printf 'Status: %s\r\nContent-Type: text/xml\r\n\r\n' "$1"
  printf '<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error>%s%s</Error></Errors><RequestID>%s</RequestID></Response>\n' \
    "$(tag Code "$2")" "$(tag Message "$3")" "$request_id"
  exit 0
}

# answer: what stdin holds is the content of the action's response.
answer() {
  printf 'Content-Type: text/xml\r\n\r\n<?xml version="1.0" encoding="UTF-8"?>\n<%sResponse xmlns="http://ec2.amazonaws.com/doc/%s/">' "$action" "${version:-2013-02-01}"
  tag requestId "$request_id"
  cat
  printf '</%sResponse>\n' "$action"
}

# run_control WORD...: practice-instance; what it complains of becomes an error of the client. What it starts must not hold the client's line.
run_control() {
  practice-instance "$@" 2>"$work/complaint" 3>&- && return
  complaint=$(sed 's/^practice-instance: //' "$work/complaint")
  case $complaint in
    *' is no '*) refusal=InvalidParameterValue ;;
  esac
  refuse 400 "$refusal" "$complaint"
}

# is_wanted NAME ID: was it asked for, or nothing in particular?
is_wanted() {
  wanted=$(list_parameter "$1")
  [ -z "$wanted" ] || printf '%s\n' "$wanted" | grep -qxF "$2"
}

# check_there NAME ERROR LIST: each that was asked for must be in the list.
check_there() {
  for each in $(list_parameter "$1"); do
    printf '%s\n' "$3" | grep -qxF "$each" || refuse 400 "$2" "There is no $each in this cloud."
  done
}
