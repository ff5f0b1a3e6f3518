import { quoteWord } from '../shell/quote-argv.ts';
import type { AwsCloud } from './aws-cloud.ts';

/** The three commands of "Using aws-cli with Eucalyptus". */
export function listTries(program: string, zone: string | null): readonly string[] {
  const words = [`create-volume --size 1 --availability-zone ${zone ?? 'ZONE'}`, 'describe-volumes', 'describe-images'];
  return words.map((each) => `${program} ec2 ${each}`);
}

/** What lies in the folder, and what to try. No secret is in it. */
export function buildReadme(folder: string, clouds: readonly AwsCloud[], zone: string | null): string {
  const [first] = clouds;
  const tries = listTries('aws', zone).map((line) => `    ${line}`);
  const names = clouds.map(({ name }) => name).join(', ');
  return [
    `# aws-cli for ${names}`,
    '',
    'Written by Nutshell. Your own AWS profiles in ~/.aws are not touched, and not used while one of the two files below is sourced.',
    'credentials and awsconfig hold secrets: mode 0600, in a folder of mode 0700.',
    '',
    '## Today’s aws-cli (and SDKs with botocore)',
    '',
    `    . ${quoteWord(`${folder}/env`)}`,
    ...tries,
    '',
    `Another cloud of this folder: \`aws --profile NAME …\` (${names}). Back to AWS: open a new shell.`,
    '',
    'Eucalyptus 3 refuses what it does not know: ClientToken of create-volume and run-instances, and MaxResults of describe-volumes,',
    'which `--no-paginate` leaves out.',
    '',
    '## aws-cli of 2013, with a provider',
    '',
    'For aws-cli 0.4.4 to which a13m/aws-cli fcd762a was added.',
    '',
    `    . ${quoteWord(`${folder}/env-2013`)}`,
    ...tries,
    '',
    '## Reaching the cloud',
    '',
    `The addresses are the cloud’s own, ${first?.endpoints.ec2 ?? 'of its API'}. From a laptop that has no way there, let Nutshell run aws:`,
    '',
    `    nutshell aws ${first?.name ?? 'CLOUD'} -- ec2 describe-images`,
    '',
  ].join('\n');
}
