import type { AwsCredentials } from '../credentials/cloud-credentials.ts';

/** A parameter that aws-cli would send of its own, which the cloud may refuse. */
export interface CommandWarning {
  readonly parameter: string;
  readonly message: string;
  readonly advice: string;
}

/** Commands of today's aws-cli that carry an idempotency token of their own making (botocore, ec2/2016-11-15/service-2.json). */
const withToken: Readonly<Record<string, string>> = {
  'create-volume': 'nutshell ec2 CLOUD volumes create',
  'run-instances': 'nutshell ec2 CLOUD run',
};

/** Commands that ask in pages of 1000 unless told otherwise (botocore, paginators-1.json; aws-cli, customizations/paginate.py). */
const paged: Readonly<Record<string, string>> = { 'describe-volumes': '--volume-ids', 'describe-snapshots': '--snapshot-ids' };

/**
 * What the words after `aws` would send that a cloud of Eucalyptus 3 does not know: it refuses a request with any unknown parameter
 * ("Failed to bind the following fields", BaseQueryBinding.java of 3.3.0). 4.x can be told to ignore them.
 */
export function judgeCommand(
  words: readonly string[],
  { endpoints }: Pick<AwsCredentials, 'endpoints'>,
): readonly CommandWarning[] {
  const [service, operation = ''] = listPlainWords(words);
  if (service !== 'ec2') {
    return [];
  }
  const refusal = /\/services\/Eucalyptus\/?$/.test(endpoints.ec2)
    ? 'Eucalyptus 3 refuses requests with parameters that it does not know.'
    : 'This cloud may refuse requests with parameters that it does not know.';
  const other = withToken[operation];
  if (other !== undefined) {
    return [
      {
        parameter: 'ClientToken',
        message: `aws sends ClientToken with ${operation}, and cannot be told not to. ${refusal}`,
        advice: `If it is refused, use ${other}, or an aws-cli of 2013 with the files of --write.`,
      },
    ];
  }
  const chooser = paged[operation];
  if (chooser === undefined || words.some((word) => word === '--no-paginate' || word === chooser)) {
    return [];
  }
  return [
    {
      parameter: 'MaxResults',
      message: `aws sends MaxResults with ${operation}. ${refusal}`,
      advice: `If it is refused, add --no-paginate, or ${chooser} ID.`,
    },
  ];
}

/** Options of aws itself that take a value, before or between its command words. */
const takesValue = new Set(['--profile', '--region', '--output', '--endpoint-url', '--query', '--color', '--ca-bundle']);

function listPlainWords(words: readonly string[]): readonly string[] {
  return words.filter((word, at) => !word.startsWith('-') && !takesValue.has(words[at - 1] ?? ''));
}
