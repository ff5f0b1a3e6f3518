/** Set to reach the cloud and nothing else; null takes a variable away, since it would go before the files. */
export type AwsEnvironment = Readonly<Record<string, string | null>>;

/** What in a person's own environment would lead elsewhere, or sign with other keys. */
const cleared = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_EC2',
  'AWS_ENDPOINT_URL_IAM',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
] as const;

const nothing: AwsEnvironment = Object.fromEntries(cleared.map((name) => [name, null]));

/** For today's aws-cli and SDKs. `folder` is where the layout lies. */
export function buildTodaysEnvironment(folder: string, profile: string | null): AwsEnvironment {
  return {
    ...nothing,
    ...(profile !== null && { AWS_PROFILE: profile }),
    AWS_CONFIG_FILE: `${folder}/config`,
    AWS_SHARED_CREDENTIALS_FILE: `${folder}/credentials`,
    AWS_DATA_PATH: `${folder}/data`,
    // Nobody answers at 169.254.169.254 here, and a pager would stop a script.
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
}

/** For aws-cli of 2013. */
export function buildProviderEnvironment(folder: string): AwsEnvironment {
  return { ...nothing, AWS_CONFIG_FILE: `${folder}/awsconfig`, AWS_DATA_PATH: `${folder}/providers` };
}
