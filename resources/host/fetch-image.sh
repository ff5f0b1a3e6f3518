# Fetches URL into PART on this host, and goes on where it was broken off if the file on the server is still the same. The whole
# file is in PART when it succeeds; whatever goes wrong, PART keeps what has arrived. PART.about says where it comes from.
# Arguments: URL PART CHECKSUM    (CHECKSUM as given, for PART.about; - for none)
#            --list URL FILE      (a list of checksums: small, never continued)
# shellcheck shell=sh

LC_ALL=C
HOME=/nonexistent # Neither .netrc nor .curlrc nor .wgetrc of root has a say.
export LC_ALL HOME
unset WGETRC

# What stays free on the file system, and how often a line may break without a byte of news before it is given up.
reserve_kib=65536
patience=4
longest_list=1048576
progress=${NUTSHELL_PROGRESS:-/dev/null}

complain() {
  printf '%s\n' "$1" >&2
  exit 1
}

size_of() {
  stat -L -c %s -- "$1" 2>/dev/null || echo 0
}

free_kib() {
  df -Pk -- "$folder" 2>/dev/null | awk 'NR == 2 { print $4 }'
}

mebibytes() {
  echo "$((($1 + 1048575) / 1048576)) MiB"
}

# --- the ladder: curl, else wget, else python3; called in subshells, which they replace, so that a signal meets them ---

# An https address is never answered from an http one: the content would be anybody's on the way.
choose_tool() {
  case $url in
    https:*) schemes=https ;;
    *) schemes=http,https ;;
  esac
  # Before 7.20 curl cannot be told which protocols a redirect may use.
  if command -v curl >/dev/null && curl -q --proto '=https' -V >/dev/null 2>&1; then
    tool=curl
  elif command -v wget >/dev/null && wget --version 2>/dev/null | grep -q 'GNU Wget'; then
    tool=wget
  elif command -v python3 >/dev/null; then
    tool=python3
  elif command -v wget >/dev/null && [ "$schemes" != https ]; then
    tool=busybox-wget
  else
    complain 'This host has none of curl, wget and python3, so it cannot fetch. (BusyBox wget checks no certificates and is not used for https.) Install curl, or upload the file from your laptop.'
  fi
}

ask_curl() {
  exec curl -q -g -sS -f -L --max-redirs 10 --proto "=$schemes" --proto-redir "=$schemes" --connect-timeout 20 \
    --speed-limit 1 --speed-time 60 "$@" --url "$url"
}

ask_wget() {
  exec wget -nv -S --tries=1 --timeout=60 --max-redirect=10 "$@" -- "$url"
}

# wget follows redirects from https to http; what came that way is not used.
came_unprotected() {
  [ "$tool" = wget ] && [ "$schemes" = https ] && grep -i -q '^ *location: *http:' "$complaints"
}

# Exit code 4: the line broke, and trying again may help.
python_program='
import sys, urllib.error, urllib.request, http.client
how, url, path, have, schemes = sys.argv[1:]
class Redirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, request, answer, code, message, headers, target):
        if target.split(":")[0].lower() not in schemes.split(","):
            sys.exit("the server sent us to an address that is not " + schemes)
        return super().redirect_request(request, answer, code, message, headers, target)
request = urllib.request.Request(url, method="HEAD" if how == "head" else "GET", headers={"Accept-Encoding": "identity"})
if int(have):
    request.add_header("Range", "bytes=" + have + "-")
try:
    with urllib.request.build_opener(Redirects).open(request, timeout=60) as answer:
        if how == "head":
            print("HTTP/1.1", answer.status)
            print(answer.headers)
        else:
            if int(have) and answer.status != 206:
                sys.stderr.write("the server cannot go on in the middle\n")
                sys.exit(33)
            with open(path, "ab") as part:
                while True:
                    piece = answer.read(65536)
                    if not piece:
                        break
                    part.write(piece)
except urllib.error.HTTPError as error:
    sys.exit("the server answered " + str(error.code) + " " + str(error.reason))
except urllib.error.URLError as error:
    sys.exit(str(error.reason))
except (http.client.HTTPException, OSError) as error:
    sys.stderr.write(str(error) + "\n")
    sys.exit(4 if getattr(error, "errno", None) != 28 else 23)
'

ask_python() {
  exec python3 -c "$python_program" "$1" "$url" "$2" "$3" "$schemes"
}

# The headers of the last answer, after redirects; nothing where the server does not like to be asked so.
ask_headers() {
  case $tool in
    curl) ask_curl -I ;;
    wget) ask_wget --spider 2>&1 ;;
    python3) ask_python head - 0 ;;
    *) exit 22 ;;
  esac
}

# Appends to PART from byte $have on.
download() {
  case $tool in
    curl)
      if [ "$have" -gt 0 ]; then set -- -C "$have"; fi
      ask_curl "$@" -o "$part"
      ;;
    wget) ask_wget -c -O "$part" ;;
    python3) ask_python get "$part" "$have" ;;
    busybox-wget) exec wget -q -c -O "$part" -- "$url" ;;
  esac
}

# --- what is on the server ---

# Sets total (- where the server does not say) and tag, by which a file is known again.
probe() {
  total=-
  tag=
  headers=$(ask_headers 2>"$complaints") || {
    case $tool$? in
      curl6 | curl7 | curl28 | curl35 | curl47 | curl60 | curl1) give_up "$(tail -n 1 "$complaints")" ;;
    esac
    return 0
  }
  # Header names in any case; every answer on the way begins anew.
  facts=$(printf '%s\n' "$headers" | tr -d '\r' | awk '
    { sub(/^[ \t]+/, "") }
    /^HTTP\// { length_ = ""; etag = ""; modified = "" }
    { name = tolower($1); value = $0; sub(/^[^:]*:[ \t]*/, "", value) }
    name == "content-length:" && value ~ /^[0-9]+$/ { length_ = value }
    name == "etag:" && value !~ /^W\// { etag = value }
    name == "last-modified:" { modified = value }
    END { print length_; print (etag != "" ? etag : modified) }')
  total=$(printf '%s\n' "$facts" | sed -n 1p)
  tag=$(printf '%s\n' "$facts" | sed -n 2p | tr -c '[:print:]\n' '?' | cut -c 1-200)
  total=${total:--}
}

# --- what is here already ---

# One value of PART.about. KEY
value_of() {
  sed -n "s/^$1=//p" "$part.about" 2>/dev/null | head -n 1
}

write_about() {
  printf 'from=url\nurl=%s\nchecksum=%s\ntotal=%s\ntag=%s\nstate=%s\n' "$url" "$checksum" "$total" "$tag" "$1" >"$part.about.new" &&
    mv -f "$part.about.new" "$part.about"
}

# Says why what is here cannot be continued; nothing where it can.
find_reason_to_begin_anew() {
  if [ "$(value_of state)" = wrong-sum ]; then
    echo 'its checksum was wrong'
  elif [ "$(value_of url)" != "$url" ]; then
    echo 'it comes from another address'
  elif [ "$(value_of total)" != "$total" ] || [ "$(value_of tag)" != "$tag" ]; then
    echo 'the file on the server has changed'
  elif [ -z "$tag" ] && [ "$total" = - ]; then
    echo 'the server does not say whether its file is still the same'
  elif [ "$total" != - ] && [ "$have" -gt "$total" ]; then
    echo 'it is longer than the file on the server'
  fi
}

begin_anew() {
  [ "$have" = 0 ] || printf 'Begins anew: %s.\n' "$1"
  : >"$part"
  have=0
}

take_lock() {
  exec 8>>"$part" || exit 1
  command -v flock >/dev/null || return 0
  # A listing looks at the lock for a moment; somebody else's download holds it for long.
  for attempt in 1 2 3 4 5; do
    flock -n 8 && return 0
    sleep 0.2 2>/dev/null || sleep 1
  done
  complain "$part is being written by somebody else at this moment. Wait for it, or choose another name. (asked $attempt times)"
}

# --- the download itself ---

# What went wrong, with what has arrived: it is kept. TEXT
give_up() {
  write_about waiting
  said=$(printf '%s' "$1" | sed 's/^curl: ([0-9]*) //; s/^wget: //')
  complain "Fetching from ${url%%[?]*} failed: ${said:-$tool did not say why}. $(mebibytes "$(size_of "$part")") stay in $part; fetch it again to go on."
}

check_room() {
  free=$(free_kib)
  [ "$total" != - ] && [ -n "$free" ] || return 0
  needed=$(((total - have + 1023) / 1024 + reserve_kib))
  [ "$free" -ge "$needed" ] ||
    complain "$folder has $((free / 1024)) MiB free, and $((needed / 1024)) MiB are needed ($((reserve_kib / 1024)) MiB of it stay free). Make room there, or choose another folder."
}

tell_progress() {
  printf '%s %s\n' "$(size_of "$part")" "$total" >>"$progress"
}

# Watches the download and ends it before the file system is full. Sets code.
run_download() {
  is_full=
  silence=0
  size=-1
  download 2>"$complaints" &
  downloader=$!
  trap 'kill "$downloader" 2>/dev/null; tell_progress; write_about waiting; exit 143' HUP INT TERM
  nap=0.2
  while kill -0 "$downloader" 2>/dev/null; do
    tell_progress
    # BusyBox wget has no time limit that can be relied on.
    before=$size
    size=$(size_of "$part")
    if [ "$size" = "$before" ]; then silence=$((silence + 1)); else silence=0; fi
    [ "$silence" -lt 90 ] || kill "$downloader" 2>/dev/null
    free=$(free_kib)
    if [ -n "$free" ] && [ "$free" -lt $((reserve_kib / 2)) ]; then
      is_full=yes
      kill "$downloader" 2>/dev/null
    fi
    sleep "$nap" 2>/dev/null || sleep 1
    nap=1
  done
  wait "$downloader"
  code=$?
  trap - HUP INT TERM
  tell_progress
  if came_unprotected; then
    : >"$part"
    give_up 'the server sent us from https to an address without encryption'
  fi
}

# May another attempt help? After a broken line yes, after a refusal no.
is_broken_line() {
  [ "$silence" -lt 90 ] || return 0
  case $tool$code in
    curl18 | curl28 | curl52 | curl55 | curl56 | curl92 | wget4 | python34) return 0 ;;
  esac
  grep -q -i -e ' 50[0234]' -e 'timed out' -e 'reset by peer' -e 'closed prematurely' "$complaints"
}

cannot_continue() {
  [ "$have" -gt 0 ] || return 1
  case $tool$code in
    curl33 | curl36 | python333) return 0 ;;
  esac
  grep -q -e ' 416' -e 'cannot go on' -e 'restart failed' "$complaints"
}

is_whole() {
  [ "$code" = 0 ] && { [ "$total" = - ] || [ "$(size_of "$part")" = "$total" ]; }
}

fetch() {
  best=$have
  failures=0
  while [ "$total" = - ] || [ "$have" -lt "$total" ] || [ "$total" = 0 ]; do
    run_download
    is_whole && return 0
    [ -z "$is_full" ] || give_up "only $(($(free_kib) / 1024)) MiB are free in $folder"
    have=$(size_of "$part")
    if cannot_continue || { [ "$total" != - ] && [ "$have" -gt "$total" ]; }; then
      begin_anew 'the server cannot go on in the middle'
    elif [ "$code" != 0 ] && ! is_broken_line; then
      give_up "$(grep -v '^ *$' "$complaints" | tail -n 1)"
    fi
    failures=$((failures + 1))
    if [ "$have" -gt "$best" ]; then failures=0 best=$have; fi
    [ "$failures" -lt "$patience" ] ||
      give_up "the line broke off at $best of $total bytes, $patience times without anything new"
    sleep "$failures"
  done
}

fetch_list() {
  : >"$part"
  total=-
  have=0
  (download) 2>"$complaints" || {
    said=$(grep -v '^ *$' "$complaints" | tail -n 1 | sed 's/^curl: ([0-9]*) //')
    rm -f "$part"
    complain "The list of checksums at $url could not be fetched: ${said:-$tool did not say why}."
  }
  [ "$(size_of "$part")" -le "$longest_list" ] && return
  rm -f "$part"
  complain "What is at $url is too long for a list of checksums."
}

is_list=
if [ "$1" = --list ]; then
  is_list=yes
  shift
fi
url=$1
part=$2
checksum=${3:--}
folder=${part%/*}
folder=${folder:-/}
complaints=$(mktemp) || exit 1
trap 'rm -f "$complaints"' EXIT
choose_tool
if [ -n "$is_list" ]; then
  fetch_list
  exit
fi
take_lock
probe
have=$(size_of "$part")
reason=$(find_reason_to_begin_anew)
[ -z "$reason" ] || begin_anew "$reason"
check_room
write_about running
[ "$have" = 0 ] || printf 'Goes on at %s.\n' "$(mebibytes "$have")"
fetch
total=$(size_of "$part")
write_about "done"
tell_progress
