# shellcheck shell=sh
# Who signed a request: version 2 (in its parameters) and version 4 (in its Authorization header), of the keys in /root/credentials.
# Secrets go through pipes only. Needs parameters.sh.
#
# shellcheck disable=SC2154

credentials=${PRACTICE_CREDENTIALS:-/root/credentials}
# What both kinds of signature allow a clock to be wrong.
allowed_skew_seconds=900

to_hex() {
  hexdump -v -e '1/1 "%02x"'
}

# RFC 2104 with SHA-256 or SHA-1: reads the message from stdin and the key, in hexadecimal, from descriptor 5. Prints hexadecimal.
hmac() {
  read -r hmac_key <&5
  pads=$(printf '%s\n' "$hmac_key" | awk '
    function number(text, at) { return (index("0123456789abcdef", substr(text, at, 1)) - 1) * 16 + index("0123456789abcdef", substr(text, at + 1, 1)) - 1 }
    {
      while (length($0) < 128) $0 = $0 "0"
      for (at = 1; at < 128; at += 2) inner = inner sprintf("%02x", xor(number($0, at), 54)), outer = outer sprintf("%02x", xor(number($0, at), 92))
      print inner " " outer
    }')
  inner=$({ printf '%s' "${pads% *}" | xxd -r -p && cat; } | "$1" | cut -d ' ' -f 1)
  printf '%s%s' "${pads#* }" "$inner" | xxd -r -p | "$1" | cut -d ' ' -f 1
}

# hmac_text SUM KEY TEXT
hmac_text() {
  printf '%s' "$3" | hmac "$1" 5<<KEY
$2
KEY
}

# find_secret ACCESS_KEY: sets account and secret.
find_secret() {
  case $1 in
    *[!A-Za-z0-9]* | '') return 1 ;;
  esac
  for file in "$credentials"/*/iamrc; do
    grep -qxF "AWSAccessKeyId=$1" "$file" 2>/dev/null || continue
    account=${file%/iamrc}
    account=${account##*/}
    secret=$(sed -n 's/^AWSSecretKey=//p' "$file")
    return 0
  done
  return 1
}

refuse_signature() {
  refuse 403 SignatureDoesNotMatch "The request signature we calculated does not match the signature you provided. Check the secret key and the signing method."
}

# check_clock TIME FORMAT
check_clock() {
  then=$(date -u -D "$2" -d "$1" +%s 2>/dev/null) || refuse 400 InvalidParameterValue "The time $1 cannot be read."
  skew=$(($(date +%s) - then))
  [ "${skew#-}" -le "$allowed_skew_seconds" ] ||
    refuse 400 RequestExpired "The request was signed at $1, and it is $(date -u +%Y-%m-%dT%H:%M:%SZ) here: the clocks are $((${skew#-} / 60)) minutes apart."
}

check_version_2() {
  find_secret "$(get_parameter AWSAccessKeyId)" || refuse 403 InvalidClientTokenId "The access key is not known to this cloud."
  case $(get_parameter SignatureMethod) in
    HmacSHA256) sum=sha256sum ;;
    HmacSHA1) sum=sha1sum ;;
    *) refuse 400 InvalidParameterValue "SignatureMethod must be HmacSHA256 or HmacSHA1." ;;
  esac
  canonical=$(grep -v '^Signature=' "$work/parameters" | tr '\n' '&')
  text=$(printf '%s\n%s\n%s\n%s' "$REQUEST_METHOD" "$(printf '%s' "$HTTP_HOST" | tr '[:upper:]' '[:lower:]')" "$path" "${canonical%&}")
  expected=$(hmac_text "$sum" "$(printf '%s' "$secret" | to_hex)" "$text" | xxd -r -p | base64)
  [ "$expected" = "$(get_parameter Signature)" ] || refuse_signature
  timestamp=$(get_parameter Timestamp)
  [ -z "$timestamp" ] || check_clock "$(printf '%.19s' "$timestamp")" '%Y-%m-%dT%H:%M:%S'
}

# get_header NAME: as CGI has it.
get_header() {
  case $1 in
    content-type) printf '%s' "${CONTENT_TYPE:-}" ;;
    content-length) printf '%s' "${CONTENT_LENGTH:-}" ;;
    *) env | sed -n "s/^HTTP_$(printf '%s' "$1" | tr 'a-z-' 'A-Z_' | tr -cd 'A-Z0-9_')=//p" ;;
  esac
}

print_canonical_headers() {
  for name in $(printf '%s' "$1" | tr ';' ' '); do
    printf '%s:%s\n' "$name" "$(get_header "$name" | tr -s ' ')"
  done
}

# get_part NAME: of "AWS4-HMAC-SHA256 Credential=.../..., SignedHeaders=a;b, Signature=..."
get_part() {
  printf '%s' "$HTTP_AUTHORIZATION" | sed -n "s/.*[ ,]$1=\([^, ]*\).*/\1/p"
}

check_version_4() {
  scope=$(get_part Credential)
  find_secret "${scope%%/*}" || refuse 403 InvalidClientTokenId "The access key is not known to this cloud."
  scope=${scope#*/}
  query=$(printf '%s\n' "${QUERY_STRING:-}" | awk -f "$lib/api/parameters.awk" | sort | tr '\n' '&')
  signed=$(get_part SignedHeaders)
  request=$(printf '%s\n%s\n%s\n%s\n\n%s\n%s' "$REQUEST_METHOD" "$path" "${query%&}" "$(print_canonical_headers "$signed")" "$signed" \
    "$(sha256sum <"$work/body" | cut -d ' ' -f 1)" | sha256sum | cut -d ' ' -f 1)
  text=$(printf 'AWS4-HMAC-SHA256\n%s\n%s\n%s' "${HTTP_X_AMZ_DATE:-}" "$scope" "$request")
  key=$(printf 'AWS4%s' "$secret" | to_hex)
  for part in $(printf '%s' "$scope" | tr '/' ' '); do
    key=$(hmac_text sha256sum "$key" "$part")
  done
  [ "$(hmac_text sha256sum "$key" "$text")" = "$(get_part Signature)" ] || refuse_signature
  check_clock "${HTTP_X_AMZ_DATE:-}" '%Y%m%dT%H%M%SZ'
}

check_signature() {
  case ${HTTP_AUTHORIZATION:-} in
    AWS4-HMAC-SHA256\ *) check_version_4 ;;
    *)
      [ -n "$(get_parameter Signature)" ] || refuse 401 AuthFailure "The request is not signed."
      check_version_2
      ;;
  esac
}
