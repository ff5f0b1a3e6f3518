import type { AwsCredentials, AwsEndpoints } from '../credentials/cloud-credentials.ts';

/** A cloud as aws-cli is told about it: a region, a profile and endpoints of its own, all by the cloud's name. */
export interface AwsCloud {
  readonly name: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly endpoints: AwsEndpoints;
}

export function toAwsCloud({ cloud, accessKeyId, secretAccessKey, endpoints }: AwsCredentials): AwsCloud {
  return { name: cloud, accessKeyId, secretAccessKey, endpoints };
}
