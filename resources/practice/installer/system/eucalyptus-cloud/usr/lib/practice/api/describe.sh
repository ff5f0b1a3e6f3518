# shellcheck shell=sh
# Actions that only look. Needs answer.sh and parameters.sh.
#
# shellcheck disable=SC2034,SC2154

# FastStart's name (silvereye, eucalyptus-frontend-config.sh).
zone=CLUSTER01

get_owner() {
  sed -n "s/^export EC2_USER_ID='\(.*\)'/\1/p" "$credentials/${1:-$account}/eucarc"
}

answer_DescribeAvailabilityZones() {
  check_known 'ZoneName|Filter|MaxResults'
  printf '<availabilityZoneInfo><item>%s%s%s</item></availabilityZoneInfo>' "$(tag zoneName "$zone")" "$(tag zoneState available)" \
    "$(tag regionName eucalyptus)" | answer
}

answer_DescribeImages() {
  check_known 'ImageId|Owner|ExecutableBy|Filter|MaxResults'
  image=$(get_id emi)
  check_there ImageId InvalidAMIID.NotFound "$image"
  {
    printf '<imagesSet><item>%s%s%s%s%s%s%s%s%s</item></imagesSet>' "$(tag imageId "$image")" "$(tag imageLocation practice/image.manifest.xml)" \
      "$(tag imageState available)" "$(tag imageOwnerId "$(get_owner admin)")" "$(tag isPublic true)" "$(tag architecture x86_64)" \
      "$(tag imageType machine)" "$(tag name 'Practice image')" "$(tag rootDeviceType instance-store)"
  } | answer
}

# print_instance ID STATE: state codes of the EC2 API, InstanceState.
print_instance() {
  case $2 in
    running) code=16 ;;
    terminated) code=48 ;;
    *) code=80 ;;
  esac
  printf '<item>%s%s<instanceState><code>%s</code>%s</instanceState>' "$(tag instanceId "$1")" "$(tag imageId "$image")" "$code" "$(tag name "$2")"
  printf '%s%s%s<keyName>%s</keyName><amiLaunchIndex>0</amiLaunchIndex>' "$(tag privateDnsName "$private")" "$(tag dnsName "$public")" \
    "$(tag reason '')" "$(escape "$key_name")"
  printf '%s%s<placement>%s</placement><monitoring><state>disabled</state></monitoring>' "$(tag instanceType m1.small)" \
    "$(tag launchTime "$launched")" "$(tag availabilityZone "$zone")"
  printf '%s%s%s</item>' "$(tag privateIpAddress "$private")" "$(tag ipAddress "$public")" "$(tag rootDeviceType instance-store)"
}

# print_reservation ID STATE: one for each instance, numbered as it is.
print_reservation() {
  printf '%s%s<groupSet><item><groupId>%s</groupId><groupName>default</groupName></item></groupSet>' "$(tag reservationId "r-${1#i-}")" \
    "$(tag ownerId "$(get_owner)")" "$(get_id sg)"
  printf '<instancesSet>%s</instancesSet>' "$(print_instance "$1" "$2")"
}

answer_DescribeInstances() {
  check_known 'InstanceId|Filter|MaxResults'
  check_there InstanceId InvalidInstanceID.NotFound "$(list_instances)"
  practice-instance list >"$work/instances"
  {
    printf '<reservationSet>'
    while read -r id _ instance_state _; do
      is_wanted InstanceId "$id" || continue
      read_record "$id"
      printf '<item>%s</item>' "$(print_reservation "$id" "$instance_state")"
    done <"$work/instances"
    printf '</reservationSet>'
  } | answer
}

answer_GetConsoleOutput() {
  check_known 'InstanceId'
  refusal=InvalidInstanceID.NotFound
  id=$(get_parameter InstanceId)
  run_control console "$id" >"$work/console"
  printf '%s%s<output>%s</output>' "$(tag instanceId "$id")" "$(tag timestamp "$(date -u +%Y-%m-%dT%H:%M:%SZ)")" \
    "$(base64 "$work/console" | tr -d '\n')" | answer
}

answer_DescribeKeyPairs() {
  check_known 'KeyName|Filter|MaxResults'
  practice-instance keys >"$work/keys"
  check_there KeyName InvalidKeyPair.NotFound "$(sed 's/ .*//' "$work/keys")"
  {
    printf '<keySet>'
    while read -r name fingerprint; do
      is_wanted KeyName "$name" || continue
      printf '<item>%s%s</item>' "$(tag keyName "$name")" "$(tag keyFingerprint "$fingerprint")"
    done <"$work/keys"
    printf '</keySet>'
  } | answer
}

answer_DescribeSecurityGroups() {
  check_known 'GroupName|GroupId|Filter|MaxResults'
  {
    printf '<securityGroupInfo><item>%s%s%s%s<ipPermissions>' "$(tag ownerId "$(get_owner)")" "$(tag groupId "$(get_id sg)")" \
      "$(tag groupName default)" "$(tag groupDescription 'default group')"
    while read -r protocol from to source; do
      printf '<item>%s%s%s<groups/><ipRanges><item>%s</item></ipRanges></item>' "$(tag ipProtocol "$protocol")" "$(tag fromPort "$from")" \
        "$(tag toPort "$to")" "$(tag cidrIp "$source")"
    done <"$state/group"
    printf '</ipPermissions></item></securityGroupInfo>'
  } | answer
}

# print_attachment VOLUME: after read_volume.
print_attachment() {
  printf '%s%s%s%s' "$(tag volumeId "$1")" "$(tag instanceId "$holder")" "$(tag device "$device")" "$(tag status "${2:-attached}")"
}

# print_volume VOLUME
print_volume() {
  read_volume "$1"
  printf '%s%s<snapshotId/>%s%s%s' "$(tag volumeId "$1")" "$(tag size "$size")" "$(tag availabilityZone "$zone")" "$(tag status "$status")" \
    "$(tag createTime "$created")"
  if [ -n "$holder" ]; then
    printf '<attachmentSet><item>%s</item></attachmentSet>' "$(print_attachment "$1")"
  else
    printf '<attachmentSet/>'
  fi
}

answer_DescribeVolumes() {
  check_known 'VolumeId|Filter|MaxResults'
  check_there VolumeId InvalidVolume.NotFound "$(list_volumes)"
  {
    printf '<volumeSet>'
    for each in $(list_volumes); do
      is_wanted VolumeId "$each" || continue
      printf '<item>%s</item>' "$(print_volume "$each")"
    done
    printf '</volumeSet>'
  } | answer
}

answer_DescribeAddresses() {
  check_known 'PublicIp|AllocationId|Filter'
  practice-instance addresses >"$work/addresses"
  check_there PublicIp InvalidAddress.NotFound "$(sed 's/ .*//' "$work/addresses")"
  {
    printf '<addressesSet>'
    while read -r address holder; do
      is_wanted PublicIp "$address" || continue
      printf '<item>%s<domain>standard</domain>%s</item>' "$(tag publicIp "$address")" "$(tag instanceId "${holder#-}")"
    done <"$work/addresses"
    printf '</addressesSet>'
  } | answer
}
