# Takes the secrets of an operation in on standard input, lines of "NAME VALUE", and keeps them where only root reads them and a restart
# forgets them. Those of operations that never came to use theirs go after a day. Arguments: RUN_DIRECTORY OPERATION
# shellcheck shell=sh

set -e
umask 077
mkdir -p "$1/secrets"
find "$1/secrets" -mindepth 1 -mmin +1440 -exec rm -f {} +
cat >"$1/secrets/$2.new"
mv -f "$1/secrets/$2.new" "$1/secrets/$2"
