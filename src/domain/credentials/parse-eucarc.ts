import { awsServices, type AwsCredentials, type AwsService } from './cloud-credentials.ts';
import { refuseEnd, type CredentialsReading } from './credentials-reading.ts';
import { findForeignText } from './find-foreign-text.ts';
import { parseEndpointUrl } from './endpoint-url.ts';
import { readExports } from './read-exports.ts';

/**
 * Which variable has which service's address (eucalyptus 3.3.0 and 4.1, X509Download.java). The first that is there counts: 4.1 has
 * AWS_IAM_URL beside EUARE_URL.
 */
const urlNames: Readonly<Record<AwsService, readonly string[]>> = {
  ec2: ['EC2_URL'],
  iam: ['EUARE_URL', 'AWS_IAM_URL'],
  sts: ['TOKEN_URL'],
  s3: ['S3_URL'],
  autoscaling: ['AWS_AUTO_SCALING_URL'],
  cloudwatch: ['AWS_CLOUDWATCH_URL'],
  elb: ['AWS_ELB_URL'],
  cloudformation: ['AWS_CLOUDFORMATION_URL'],
  swf: ['AWS_SIMPLEWORKFLOW_URL'],
};

const certificateNames = ['EC2_CERT', 'EC2_PRIVATE_KEY', 'EUCALYPTUS_CERT'];

/** Its own folder, found by the one command that an eucarc has; and aliases for tools that bundle images. */
const ignored = [
  /^(export )?EUCA_KEY_DIR=\$\((cd \$\(dirname \$\{BASH_SOURCE:-\$0\}\); pwd -P|dirname \$\(readlink -f \$\{BASH_SOURCE\}\))\)$/,
  /^alias [a-z0-9-]+="[^"`\\]*"$/,
];

export interface CredentialsFile {
  readonly cloud: string;
  readonly text: string;
  /** Where it lies on the cloud's machine; null where a command printed it. */
  readonly path: string | null;
}

/** What Eucalyptus up to 4.1 writes for a user, to be sourced. Here it is only read. */
export function parseEucarc({ cloud, text, path }: CredentialsFile): CredentialsReading<AwsCredentials> {
  const foreign = findForeignText(text);
  if (foreign !== null) {
    return foreign;
  }
  const folder = path?.replace(/\/[^/]*$/, '') ?? '.';
  const { values, warnings, problems } = readExports(text, { ignored, variables: new Map([['EUCA_KEY_DIR', folder]]) });
  if (problems.length > 0) {
    return { kind: 'refused', problems };
  }
  const first = (...names: readonly string[]) =>
    names.map((name) => values.get(name)).find((value) => value !== undefined && value !== '');
  const ec2 = first('EC2_URL');
  const accessKeyId = first('EC2_ACCESS_KEY', 'AWS_ACCESS_KEY');
  const secretAccessKey = first('EC2_SECRET_KEY', 'AWS_SECRET_KEY');
  if (ec2 === undefined || accessKeyId === undefined || secretAccessKey === undefined) {
    const lost = ec2 === undefined ? 'EC2_URL' : accessKeyId === undefined ? 'EC2_ACCESS_KEY' : 'EC2_SECRET_KEY';
    return refuseEnd(
      text,
      `${lost} is missing, and the file ends here: it is only half written. Try again when the cloud is up.`,
    );
  }
  const endpoints = awsServices.flatMap((service) => {
    const url = first(...urlNames[service]);
    return url === undefined ? [] : [[service, url] as const];
  });
  const strange = endpoints.find(([, url]) => parseEndpointUrl(url) === null);
  if (strange !== undefined) {
    return refuseEnd(
      text,
      `${urlNames[strange[0]].join(' or ')} is no address of a service, such as http://10.101.7.2:8773/services/Eucalyptus.`,
    );
  }
  return {
    kind: 'read',
    warnings,
    credentials: {
      ...{ kind: 'aws', cloud, accessKeyId, secretAccessKey },
      account: first('EC2_ACCOUNT_NUMBER') ?? null,
      user: first('EC2_USER_NAME') ?? findUser(first('EC2_CERT')),
      endpoints: { ...Object.fromEntries(endpoints), ec2 },
      certificatePaths: certificateNames.flatMap((name) => values.get(name) ?? []),
    },
  };
}

/** An eucarc of 3.3 names its user only in the file of its certificate: euca2-admin-1a2b3c4d-cert.pem. */
function findUser(certificate: string | undefined): string | null {
  return /\/euca2-(.+)-[0-9a-f]{8}-cert\.pem$/.exec(certificate ?? '')?.[1] ?? null;
}
