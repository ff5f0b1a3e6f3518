# Reads the host again right before a file of the ISO library is made or removed, and refuses in sentences on standard error.
# Arguments: fetch FOLDER NAME existing|new             (new: the plan makes the folder)
#            delete PATH JSON BYTES SECONDS DEFINITIONS (PATH as JSON has it; size and time as reviewed; folder of definitions)
# shellcheck shell=sh

LC_ALL=C
export LC_ALL
refusals=0
refuse() {
  printf '%s\n' "$1" >&2
  refusals=$((refusals + 1))
}

# Somebody fetches or uploads into it now: the file is locked as long as they do.
is_locked() {
  [ -f "$1" ] && command -v flock >/dev/null || return 1
  ! flock -n -s "$1" true
}

check_folder() {
  if [ -e "$folder" ] && [ ! -d "$folder" ]; then
    refuse "$folder is a file, not a folder. Choose a folder."
  elif [ ! -d "$folder" ]; then
    [ "$1" = new ] || refuse "There is no folder $folder on this host any more. Choose another one."
  elif [ ! -w "$folder" ]; then
    refuse "$folder may not be written, perhaps because its file system is read-only. Choose another folder."
  fi
}

check_fetch() {
  folder=$1
  target=${1%/}/$2
  check_folder "$3"
  if [ -e "$target" ] || [ -L "$target" ]; then
    refuse "$target is there already, and nothing is overwritten. Choose another name, or delete it first."
  fi
  if is_locked "$target.part"; then
    refuse "$target is being fetched or uploaded by somebody at this moment. Wait for it, or choose another name."
  fi
  command -v curl >/dev/null || command -v wget >/dev/null || command -v python3 >/dev/null ||
    refuse 'This host has none of curl, wget and python3, so it cannot fetch. Install curl, or upload the file from your laptop.'
}

# The words of a process, one a line. PID
words_of() {
  tr '\0' '\n' 2>/dev/null <"/proc/$1/cmdline"
}

# What a QEMU process is called: -name NAME, -name guest=NAME,process=…; its number where it has no name. PID
name_of() {
  found=$(words_of "$1" | sed -n '/^-name$/{n;s/^guest=//;s/,.*//;p;q;}')
  printf '%s' "${found:-QEMU process $1}"
}

# Whoever has the file open is found under any name, and through any link.
check_processes() {
  # Paths under /proc hold no blanks.
  # shellcheck disable=SC2013
  for file in $(grep -l -i -e qemu -e kvm /proc/[0-9]*/cmdline 2>/dev/null); do
    pid=${file#/proc/}
    pid=${pid%/cmdline}
    for open in "/proc/$pid/fd"/*; do
      # shellcheck disable=SC3013 # test -ef is POSIX since 2024 and old in dash, bash and busybox.
      if [ "$open" -ef "$path" ]; then
        refuse "$path is in use by $(name_of "$pid"), which runs. Eject it there first, or power the machine off."
        break
      fi
    done
  done
}

# Machines that do not run at the moment would miss it when they start.
check_definitions() {
  for file in "$2"/*/machine.json; do
    grep -q -s -F -e "$1" "$file" || continue
    machine=${file%/machine.json}
    refuse "$path is the installer of machine ${machine##*/}. Choose another ISO for it first, or destroy it."
  done
  file=$(grep -l -s -F -e "$path" /etc/libvirt/qemu/*.xml /etc/pve/nodes/*/qemu-server/*.conf /etc/pve/qemu-server/*.conf | head -n 1)
  [ -z "$file" ] || refuse "$path is used by the machine that $file defines. Take it out there first."
}

check_delete() {
  path=$1
  if [ ! -e "$path" ] && [ ! -L "$path" ]; then
    refuse "There is no $path on this host any more."
    return
  elif [ -d "$path" ]; then
    refuse "$path is a folder. Only images are deleted here."
    return
  elif [ "$(stat -c '%s %Y' -- "$path")" != "$3 $4" ]; then
    refuse "$path has changed since it was reviewed. Look at it again before it is deleted."
  fi
  if is_locked "$path"; then
    refuse "$path is being fetched or uploaded at this moment. Cancel that first."
  fi
  check_processes
  check_definitions "$2" "$5"
}

kind=$1
shift
case $kind in
  fetch) check_fetch "$@" ;;
  delete) check_delete "$@" ;;
  *) refuse "guard-image.sh does not know $kind." ;;
esac
[ "$refusals" = 0 ]
