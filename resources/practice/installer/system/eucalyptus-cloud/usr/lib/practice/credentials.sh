# shellcheck shell=sh
# One account's credentials folder as euca_conf --get-credentials of 3.3 unpacks it.

# random_characters COUNT SET
random_characters() {
  head -c 8000 /dev/urandom | tr -dc "$2" | head -c "$1"
}

make_certificate() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 7300 \
    -subj "/O=Nutshell practice cloud/CN=$3" -keyout "$1" -out "$2" 2>/tmp/openssl.log
}

# make_credentials FOLDER ACCOUNT ADDRESS
make_credentials() {
  mkdir -p "$1"
  name=euca2-admin-$(random_characters 8 0-9a-f)
  access_key=$(random_characters 21 A-Z0-9)
  secret_key=$(random_characters 40 A-Za-z0-9)
  account_number=$(random_characters 12 1-9)
  make_certificate "$1/$name-pk.pem" "$1/$name-cert.pem" "$2" || return 1
  cp "$1/$name-cert.pem" "$1/cloud-cert.pem"
  printf 'AWSAccessKeyId=%s\nAWSSecretKey=%s\n' "$access_key" "$secret_key" >"$1/iamrc"
  print_eucarc "$3" >"$1/eucarc"
}

print_service() {
  printf 'export %s=http://%s:8773/services/%s\n' "$1" "$3" "$2"
}

# The order and quoting of X509Download.java in 3.3.0.
# shellcheck disable=SC2016 # the file holds the dollar signs, to be expanded by its reader
print_eucarc() {
  printf '%s\n' 'EUCA_KEY_DIR=$(cd $(dirname ${BASH_SOURCE:-$0}); pwd -P)'
  print_service EC2_URL Eucalyptus "$1"
  print_service S3_URL Walrus "$1"
  print_service EUARE_URL Euare "$1"
  print_service TOKEN_URL Tokens "$1"
  print_service AWS_AUTO_SCALING_URL AutoScaling "$1"
  print_service AWS_CLOUDWATCH_URL CloudWatch "$1"
  print_service AWS_ELB_URL LoadBalancing "$1"
  printf 'export EC2_PRIVATE_KEY=${EUCA_KEY_DIR}/%s-pk.pem\nexport EC2_CERT=${EUCA_KEY_DIR}/%s-cert.pem\n' "$name" "$name"
  printf '%s\n' 'export EUCALYPTUS_CERT=${EUCA_KEY_DIR}/cloud-cert.pem'
  printf "export EC2_ACCOUNT_NUMBER='%s'\nexport EC2_ACCESS_KEY='%s'\nexport EC2_SECRET_KEY='%s'\n" "$account_number" "$access_key" "$secret_key"
  printf "export AWS_ACCESS_KEY='%s'\nexport AWS_SECRET_KEY='%s'\n" "$access_key" "$secret_key"
  printf '%s\n' 'export AWS_CREDENTIAL_FILE=${EUCA_KEY_DIR}/iamrc'
  printf "export EC2_USER_ID='%s'\n" "$account_number"
}
