#!/bin/sh
# The pages of both consoles and what the text consoles say before and after a login,
# with the addresses this machine has now.
# shellcheck source=/dev/null
. /usr/lib/practice/ifcfg.sh

conf=/etc/eucalyptus/eucalyptus.conf
case $(cat /etc/practice/role) in
  ciab) role="Cloud-in-a-box" ;;
  *) role="Frontend" ;;
esac

# fill TEMPLATE TARGET
fill() {
  mkdir -p "${2%/*}"
  sed -e "s|@ROLE@|$role|g" -e "s|@HOST@|$(hostname)|g" -e "s|@ADDRESS@|$(get_machine_address)|g" \
    -e "s|@PUBLIC@|$(get_setting "$conf" VNET_PUBLICIPS)|g" \
    -e "s|@PRIVATE@|$(get_setting "$conf" VNET_SUBNET), netmask $(get_setting "$conf" VNET_NETMASK)|g" \
    -e "s|@MODE@|$(get_setting "$conf" VNET_MODE)|g" "/srv/templates/$1" >"$2"
}

for console in admin console; do
  fill "$console.html" "/srv/www/$console/index.html"
  cp /srv/templates/page.css "/srv/www/$console/"
done
fill issue /etc/issue
fill motd /etc/motd
