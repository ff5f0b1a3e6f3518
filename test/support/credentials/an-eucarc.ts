export interface EucarcParts {
  readonly address?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
}

/** As X509Download.java of Eucalyptus 3.3.0 writes it, in its order and quoting. */
export function anEucarc(parts: EucarcParts = {}): string {
  const { address = '10.101.7.2:8773' } = parts;
  const accessKeyId = parts.accessKeyId ?? 'AKIAPRACTICE000000001';
  const secretAccessKey = parts.secretAccessKey ?? 'secretSECRETsecretSECRETsecretSECRET0000';
  return `EUCA_KEY_DIR=$(cd $(dirname \${BASH_SOURCE:-$0}); pwd -P)
export EC2_URL=http://${address}/services/Eucalyptus
export S3_URL=http://${address}/services/Walrus
export EUARE_URL=http://${address}/services/Euare
export TOKEN_URL=http://${address}/services/Tokens
export AWS_AUTO_SCALING_URL=http://${address}/services/AutoScaling
export AWS_CLOUDWATCH_URL=http://${address}/services/CloudWatch
export AWS_ELB_URL=http://${address}/services/LoadBalancing
export EUSTORE_URL=http://emis.eucalyptus.com/
export EC2_PRIVATE_KEY=\${EUCA_KEY_DIR}/euca2-admin-1a2b3c4d-pk.pem
export EC2_CERT=\${EUCA_KEY_DIR}/euca2-admin-1a2b3c4d-cert.pem
export EC2_JVM_ARGS=-Djavax.net.ssl.trustStore=\${EUCA_KEY_DIR}/jssecacerts
export EUCALYPTUS_CERT=\${EUCA_KEY_DIR}/cloud-cert.pem
export EC2_ACCOUNT_NUMBER='123456789012'
export EC2_ACCESS_KEY='${accessKeyId}'
export EC2_SECRET_KEY='${secretAccessKey}'
export AWS_ACCESS_KEY='${accessKeyId}'
export AWS_SECRET_KEY='${secretAccessKey}'
export AWS_CREDENTIAL_FILE=\${EUCA_KEY_DIR}/iamrc
export EC2_USER_ID='123456789012'
alias ec2-bundle-image="ec2-bundle-image --cert \${EC2_CERT} --privatekey \${EC2_PRIVATE_KEY} --user \${EC2_ACCOUNT_NUMBER} --ec2cert \${EUCALYPTUS_CERT}"
alias ec2-upload-bundle="ec2-upload-bundle -a \${EC2_ACCESS_KEY} -s \${EC2_SECRET_KEY} --url \${S3_URL}"
`;
}
