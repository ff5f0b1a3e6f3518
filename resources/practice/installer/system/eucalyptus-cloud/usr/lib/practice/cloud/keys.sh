# shellcheck shell=sh
# Key pairs: STATE/keys/NAME is the public half, in the words of authorized_keys. Needs settings.sh.
#
# shellcheck disable=SC2034,SC2154
# Variables are shared by all parts: settings.sh and read_record set most of them.

check_name() {
  case $1 in
    '' | *[!A-Za-z0-9._-]* | .*) fail "\"$1\" is no name for a key: use letters, digits, dots, dashes and underscores." ;;
  esac
}

# An elliptic curve key, because an RSA key takes minutes under emulation. RFC 5656: its public half is the name of the type, of the
# curve and the point, each behind its length; the point is the last 65 bytes of the DER form.
print_public_key() {
  {
    printf '\0\0\0\023ecdsa-sha2-nistp256\0\0\0\010nistp256\0\0\0\101'
    openssl ec -in "$1" -pubout -outform DER 2>/dev/null | tail -c 65
  } | base64 | tr -d '\n'
}

# make_key NAME: prints the private half.
make_key() {
  check_name "$1"
  [ ! -e "$state/keys/$1" ] || fail "there is a key called $1 already."
  mkdir -p "$state/keys"
  (
    umask 077
    secret=$(mktemp "$run/practice-key.XXXXXX")
    trap 'rm -f "$secret"' EXIT
    openssl ecparam -name prime256v1 -genkey -noout -out "$secret" 2>/dev/null || exit 1
    printf 'ecdsa-sha2-nistp256 %s %s\n' "$(print_public_key "$secret")" "$1" >"$state/keys/$1.new"
    mv "$state/keys/$1.new" "$state/keys/$1"
    cat "$secret"
  ) || fail "the key could not be made."
}

# import_key NAME: the public half is on stdin, as ssh-keygen writes it.
import_key() {
  check_name "$1"
  [ ! -e "$state/keys/$1" ] || fail "there is a key called $1 already."
  read -r type text _ || [ -n "${text:-}" ] || fail "the key is empty."
  case $type in
    ssh-rsa | ssh-ed25519 | ecdsa-sha2-nistp256 | ecdsa-sha2-nistp384 | ecdsa-sha2-nistp521) ;;
    *) fail "a public key begins with ssh-rsa, ssh-ed25519 or ecdsa-sha2-nistp256, as ssh-keygen writes it." ;;
  esac
  case $text in
    '' | *[!A-Za-z0-9+/=]*) fail "the key after $type is not base64." ;;
  esac
  mkdir -p "$state/keys"
  printf '%s %s %s\n' "$type" "$text" "$1" >"$state/keys/$1"
}

# Instances that have it keep it.
delete_key() {
  check_name "$1"
  [ -f "$state/keys/$1" ] || fail "there is no key called $1; practice-instance keys names them."
  rm "$state/keys/$1"
}

list_keys() {
  for file in "$state"/keys/*; do
    [ -f "$file" ] || continue
    read -r _ text _ <"$file"
    echo "${file##*/} $(printf '%s' "$text" | base64 -d | md5sum | sed 's/ .*//; s/../&:/g; s/:$//')"
  done
}
