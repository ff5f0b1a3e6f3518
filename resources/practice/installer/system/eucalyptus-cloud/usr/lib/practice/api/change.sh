# shellcheck shell=sh
# Actions that change something, through practice-instance where it is about instances. Needs describe.sh.
#
# shellcheck disable=SC2034,SC2154

# get_count: how many instances; at least one, and no more than the cloud can have addresses for.
get_count() {
  count=$(get_parameter MaxCount)
  case $count in
    '' | *[!0-9]* | 0 | ???*) refuse 400 InvalidParameterValue "MaxCount must be a number from 1 to 99." ;;
  esac
}

answer_RunInstances() {
  check_known 'ImageId|MinCount|MaxCount|KeyName|InstanceType|SecurityGroup|SecurityGroupId|Placement|UserData|ClientToken'
  get_count
  refusal=InvalidParameterValue
  set -- run --image "$(get_parameter ImageId)"
  key=$(get_parameter KeyName)
  [ -z "$key" ] || set -- "$@" --key "$key"
  : >"$work/started"
  while [ "$count" -gt 0 ]; do
    run_control "$@" >>"$work/started"
    count=$((count - 1))
  done
  {
    read -r first <"$work/started"
    printf '%s%s<groupSet/><instancesSet>' "$(tag reservationId "r-${first#i-}")" "$(tag ownerId "$(get_owner)")"
    while read -r id; do
      read_record "$id"
      print_instance "$id" running
    done <"$work/started"
    printf '</instancesSet>'
  } | answer
}

answer_TerminateInstances() {
  check_known 'InstanceId'
  check_there InstanceId InvalidInstanceID.NotFound "$(list_instances)"
  refusal=InvalidInstanceID.NotFound
  for id in $(list_parameter InstanceId); do
    run_control terminate "$id"
  done
  {
    printf '<instancesSet>'
    for id in $(list_parameter InstanceId); do
      printf '<item>%s<currentState><code>48</code><name>terminated</name></currentState><previousState><code>16</code><name>running</name></previousState></item>' \
        "$(tag instanceId "$id")"
    done
    printf '</instancesSet>'
  } | answer
}

print_key() {
  tag keyName "$1"
  tag keyFingerprint "$(practice-instance keys | sed -n "s/^$1 //p")"
}

answer_CreateKeyPair() {
  check_known 'KeyName|ClientToken'
  refusal=InvalidKeyPair.Duplicate
  name=$(get_parameter KeyName)
  run_control make-key "$name" >"$work/private"
  { print_key "$name" && tag keyMaterial "$(cat "$work/private")"; } | answer
}

answer_ImportKeyPair() {
  check_known 'KeyName|PublicKeyMaterial'
  refusal=InvalidKey.Format
  name=$(get_parameter KeyName)
  get_parameter PublicKeyMaterial | base64 -d 2>/dev/null >"$work/public"
  run_control import-key "$name" <"$work/public"
  print_key "$name" | answer
}

answer_DeleteKeyPair() {
  check_known 'KeyName'
  refusal=InvalidKeyPair.NotFound
  run_control delete-key "$(get_parameter KeyName)"
  tag return true | answer
}

# read_permission: sets protocol, ports and source. Both spellings: of the first API, and with permissions in a list.
read_permission() {
  check_known 'GroupName|GroupId|IpProtocol|FromPort|ToPort|CidrIp|IpPermissions'
  in_list=''
  [ -n "$(get_parameter IpProtocol)" ] || in_list=IpPermissions.1.
  protocol=$(get_parameter "${in_list}IpProtocol")
  ports=$(get_parameter "${in_list}FromPort")-$(get_parameter "${in_list}ToPort")
  source=$(get_parameter "${in_list:+IpPermissions.1.IpRanges.1.}CidrIp")
}

answer_AuthorizeSecurityGroupIngress() {
  read_permission
  refusal=InvalidParameterValue
  run_control authorize "$protocol" "$ports" "${source:-0.0.0.0/0}"
  tag return true | answer
}

answer_RevokeSecurityGroupIngress() {
  read_permission
  refusal=InvalidPermission.NotFound
  run_control revoke "$protocol" "$ports" "${source:-0.0.0.0/0}"
  tag return true | answer
}

# check_held ADDRESS
check_held() {
  practice-instance addresses | sed 's/ .*//' | grep -qxF -e "$1" || refuse 400 InvalidAddress.NotFound "This account does not hold the address $1."
}

answer_AllocateAddress() {
  check_known 'Domain'
  refusal=AddressLimitExceeded
  run_control allocate >"$work/address"
  printf '%s<domain>standard</domain>' "$(tag publicIp "$(cat "$work/address")")" | answer
}

answer_AssociateAddress() {
  check_known 'PublicIp|InstanceId'
  check_held "$(get_parameter PublicIp)"
  refusal=InvalidInstanceID.NotFound
  run_control associate "$(get_parameter PublicIp)" "$(get_parameter InstanceId)"
  tag return true | answer
}

answer_DisassociateAddress() {
  check_known 'PublicIp'
  check_held "$(get_parameter PublicIp)"
  refusal=InvalidParameterValue
  run_control disassociate "$(get_parameter PublicIp)"
  tag return true | answer
}

answer_ReleaseAddress() {
  check_known 'PublicIp'
  check_held "$(get_parameter PublicIp)"
  refusal=InvalidIPAddress.InUse
  run_control release "$(get_parameter PublicIp)"
  tag return true | answer
}

answer_CreateVolume() {
  check_known 'Size|AvailabilityZone|SnapshotId|ClientToken|VolumeType'
  size=$(get_parameter Size)
  case $size in
    '' | *[!0-9]* | 0* | ?????*) refuse 400 InvalidParameterValue "Size must be a number of GiB from 1 to 9999." ;;
  esac
  [ "$(get_parameter AvailabilityZone)" = "$zone" ] ||
    refuse 400 InvalidZone.NotFound "There is no availability zone $(get_parameter AvailabilityZone); this cloud has $zone."
  id=$(make_id vol)
  status=available created=$(date -u +%Y-%m-%dT%H:%M:%SZ) holder='' device=''
  write_volume "$id"
  print_volume "$id" | answer
}

# get_volume: the one that was asked for, which must be there.
get_volume() {
  id=$(get_parameter VolumeId)
  list_volumes | grep -qxF -e "$id" || refuse 400 InvalidVolume.NotFound "There is no such volume in this cloud."
}

answer_AttachVolume() {
  check_known 'VolumeId|InstanceId|Device'
  get_volume
  list_instances | grep -qxF -e "$(get_parameter InstanceId)" ||
    refuse 400 InvalidInstanceID.NotFound "There is no $(get_parameter InstanceId) in this cloud."
  refusal=IncorrectState
  run_control attach "$id" "$(get_parameter InstanceId)" "$(get_parameter Device)"
  read_volume "$id"
  print_attachment "$id" | answer
}

answer_DetachVolume() {
  check_known 'VolumeId|InstanceId|Device|Force'
  get_volume
  read_volume "$id"
  refusal=IncorrectState
  run_control detach "$id"
  print_attachment "$id" detached | answer
}

answer_DeleteVolume() {
  check_known 'VolumeId'
  get_volume
  refusal=VolumeInUse
  run_control delete-volume "$id"
  tag return true | answer
}
