# Looks at one folder for disk files, in one round trip:  cat frame.sh disk-folders.sh inspect-folder.sh | sh -s -- NONCE FOLDER
# Changes nothing.
# shellcheck shell=sh

ask_as disk-folders 'stat -f FOLDER; stat FOLDER/*' disk_folder "$2"
finish
