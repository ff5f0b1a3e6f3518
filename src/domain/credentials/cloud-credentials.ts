import { unreachable } from '../unreachable.ts';

/** With what a person or a program speaks to a cloud. All of it is secret: never in a log, an argument or an export. */
export type CloudCredentials = AwsCredentials | OpenstackCredentials;

/** Keys that sign requests, as Amazon's services and those that speak like them want. */
export interface AwsCredentials {
  readonly kind: 'aws';
  /** The cloud's name in Nutshell. */
  readonly cloud: string;
  readonly account: string | null;
  readonly user: string | null;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly endpoints: AwsEndpoints;
  /** Certificates and keys that came with them, as paths on the machine that they were read from. */
  readonly certificatePaths: readonly string[];
}

/** Services by the names that aws-cli has for them. */
export const awsServices = ['ec2', 'iam', 'sts', 's3', 'autoscaling', 'cloudwatch', 'elb', 'cloudformation', 'swf'] as const;

export type AwsService = (typeof awsServices)[number];

/** Where each service answers, as the credentials have it: http://10.101.7.2:8773/services/Eucalyptus. */
export type AwsEndpoints = { readonly ec2: string } & { readonly [Service in AwsService]?: string };

/** A login of Keystone. */
export interface OpenstackCredentials {
  readonly kind: 'openstack';
  readonly cloud: string;
  readonly authUrl: string;
  readonly user: string;
  readonly password: string;
  readonly project: string | null;
  readonly userDomain: string | null;
  readonly projectDomain: string | null;
  readonly region: string | null;
}

/** Whose they are, for a person: admin of the account 000100729354. */
export function describeHolder(credentials: CloudCredentials): string {
  switch (credentials.kind) {
    case 'aws': {
      const account = credentials.account === null ? '' : ` of the account ${credentials.account}`;
      return `${credentials.user ?? 'a user'}${account}`;
    }
    case 'openstack':
      return `${credentials.user}${credentials.project === null ? '' : ` in the project ${credentials.project}`}`;
    default:
      return unreachable(credentials, 'kind of credentials');
  }
}
