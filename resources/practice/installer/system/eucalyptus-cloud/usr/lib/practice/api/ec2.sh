#!/bin/sh
# The EC2 query API of this cloud, one run a request, as CGI (RFC 3875) behind lighttpd's port 8773. Anything but a signed request is
# refused in the words of EC2.
#
# shellcheck disable=SC2034
# request_id, version and path are read by the parts.

export LC_ALL=C PATH=/usr/sbin:/usr/bin
lib=${PRACTICE_LIB:-/usr/lib/practice}
for part in ifcfg cloud/addresses cloud/settings cloud/records cloud/keys cloud/volumes api/answer api/parameters api/signature api/describe api/change; do
  # shellcheck disable=SC1090 # the list above names them
  . "$lib/$part.sh"
done

# Clients add a slash to the path, or take it away.
check_path() {
  path=${REQUEST_URI%%\?*}
  case ${path%/} in
    '' | /services/Eucalyptus | /services/compute) ;;
    *) refuse 404 InvalidURI "Nothing is at $path: the EC2 API is at / and at /services/Eucalyptus." ;;
  esac
}

exec 3>&1
work=$(mktemp -d /tmp/ec2.XXXXXX)
trap 'rm -rf "$work"' EXIT
head -c "${CONTENT_LENGTH:-0}" >"$work/body"
request_id=$(make_uuid)
check_path
read_parameters
check_signature
action=$(get_parameter Action)
version=$(get_parameter Version)
command -v "answer_$action" >/dev/null || refuse 400 InvalidAction "This cloud has no action called $action."
"answer_$action"
