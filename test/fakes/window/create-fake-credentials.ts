import type { AppClient } from '#contract/api.ts';
import type { CredentialsSummary } from '#contract/credentials.ts';
import { toAwsCloud } from '#domain/aws/aws-cloud.ts';
import { buildAwsFolder } from '#domain/aws/build-aws-folder.ts';
import { describeChange } from '#domain/aws/describe-change.ts';
import { describeHolder, type AwsCredentials } from '#domain/credentials/cloud-credentials.ts';

const credentials: AwsCredentials = {
  kind: 'aws',
  cloud: 'blue',
  account: '000100729354',
  user: 'admin',
  accessKeyId: 'HQK3BWWFNAZLOTGTHVK2A',
  secretAccessKey: 'made-up-for-the-preview-and-good-for-nil',
  endpoints: {
    ec2: 'http://10.101.7.2:8773/services/Eucalyptus',
    iam: 'http://10.101.7.2:8773/services/Euare',
    s3: 'http://10.101.7.2:8773/services/Walrus',
  },
  certificatePaths: [],
};
const target = 'root@10.101.7.2';

/** A machine that asks for its password once; any is right. */
export function createFakeCredentials(): Pick<AppClient, 'credentials' | 'aws'> {
  let kept: CredentialsSummary | null = null;
  const review: AppClient['aws']['review'] = async ({ folder }) => {
    const place = folder ?? '/home/ada/.local/share/nutshell/aws';
    const parts = { folder: place, cloud: toAwsCloud(credentials), zone: 'CLUSTER01', version: null, modelFolder: null };
    const built = buildAwsFolder({ ...parts, existing: new Map() });
    const changes = built.kind === 'layout' ? built.entries.map((entry) => describeChange(entry, null)) : [];
    const notes = built.kind === 'layout' ? built.notes : [];
    const commands = [`. ${place}/env`, 'aws ec2 describe-images', 'nutshell aws blue -- ec2 describe-images'];
    return { folder: place, changes, notes, refusals: [], version: '2.9.19', commands };
  };
  return {
    credentials: {
      state: async () => ({
        kept,
        isPersistent: true,
        sources: [{ title: 'What the setup left for root', role: 'ciab', format: 'eucarc' }],
      }),
      fetch: async ({ login }) => {
        if (login.answers.secrets.length === 0) {
          return { kind: 'question', question: { kind: 'password', target, wrongBefore: false } };
        }
        const { accessKeyId, endpoints } = credentials;
        const origin = `${target}, /root/credentials/admin/eucarc`;
        const who = { kind: 'aws', holder: describeHolder(credentials) } as const;
        kept = { ...who, accessKeyId, endpoints, origin, fetchedAtEpochMs: Date.now(), warnings: [] };
        return { kind: 'fetched', summary: kept };
      },
      show: async () => credentials,
      forget: async () => {
        kept = null;
        return null;
      },
    },
    aws: {
      review,
      write: (input, options) => review(input, options),
      async *serve() {
        yield* [];
      },
    },
  };
}
