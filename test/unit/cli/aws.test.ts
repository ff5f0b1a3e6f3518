import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AwsReview, AwsServing } from '#contract/aws.ts';
import type { CredentialsSummary } from '#contract/credentials.ts';
import { aHost, clientWith } from './builders.ts';
import { runCli, streamOf, type PartialClient } from './run-cli.ts';

const summary: CredentialsSummary = {
  ...{ kind: 'aws', holder: 'admin', accessKeyId: 'AKIAPRACTICE', fetchedAtEpochMs: 0, origin: 'root@10.101.7.2', warnings: [] },
  endpoints: { ec2: 'http://10.101.7.2:8773/services/Eucalyptus' },
};

const folder = resolve('aws-files');
const untouched: AwsReview = {
  folder,
  changes: [
    { path: 'env', kind: 'new', lines: [] },
    { path: 'credentials', kind: 'same', lines: [] },
  ],
  notes: ['No aws-cli of 2013 was found here.'],
  refusals: [],
  version: '2.9.19',
  commands: [`. ${folder}/env`, 'aws ec2 describe-images'],
};
const changed: AwsReview = {
  ...untouched,
  changes: [
    { path: 'data/endpoints.json', kind: 'changed', lines: ['- 10.101.7.2:8773', '+ 10.101.7.9:8773'] },
    { path: 'credentials', kind: 'changed', lines: ['- aws_secret_access_key = (hidden)', '+ aws_secret_access_key = (hidden)'] },
  ],
};

function world(review: AwsReview = untouched, serving: Partial<AwsServing> = {}) {
  const written: unknown[] = [];
  const ran: { readonly argv: readonly string[]; readonly environment: unknown }[] = [];
  const client: PartialClient = {
    ...clientWith([aHost()]),
    credentials: { state: async () => ({ kept: summary, isPersistent: true, sources: [] }) },
    aws: {
      review: async () => review,
      write: async (input) => {
        written.push(input);
        return review;
      },
      serve: () =>
        streamOf<AwsServing>({
          ...{ program: '/usr/bin/aws', version: '2.9.19', warnings: [], notes: [] },
          environment: { AWS_CONFIG_FILE: '/run/x/config', AWS_PROFILE: null },
          ...serving,
        }),
    },
  };
  const programs = {
    run: async (argv: readonly string[], _signal: AbortSignal, environment: unknown = {}) => {
      ran.push({ argv, environment });
      return 254;
    },
  };
  return { client, programs, written, ran };
}

describe('nutshell aws', () => {
  it('runs aws with the words after --, and ends as aws did', async () => {
    const setup = world();
    const words = ['ec2', 'create-volume', '--size', '1', '--availability-zone', 'CLUSTER01'];
    expect((await runCli(['aws', 'blue', '--', ...words], setup)).code).toBe(254);
    expect(setup.ran).toEqual([
      { argv: ['/usr/bin/aws', ...words], environment: { AWS_CONFIG_FILE: '/run/x/config', AWS_PROFILE: null } },
    ]);
  });

  it('says before it runs what an old cloud will refuse, and how to go round that', async () => {
    const message = 'aws sends ClientToken with create-volume, which Eucalyptus 3 refuses.';
    const warning = { parameter: 'ClientToken', message, advice: 'Use nutshell ec2.' };
    const setup = world(untouched, { warnings: [warning] });
    const { err } = await runCli(['aws', 'blue', '--', 'ec2', 'create-volume'], setup);
    expect(err).toContain(`${warning.message} ${warning.advice}`);
    expect(setup.ran).toHaveLength(1);
  });

  it('writes a new folder, and says what to try', async () => {
    const setup = world();
    const { code, out, err } = await runCli(['aws', 'blue', '--write', 'aws-files'], setup);
    expect([code, setup.written]).toEqual([0, [{ hostId: 'lab-1', cloud: 'blue', folder, merge: false }]]);
    expect(out).toBe(
      `In ${folder}\n  new      env\n  same     credentials\nTry:\n  . ${folder}/env\n  aws ec2 describe-images\n`,
    );
    expect(err).toContain('No aws-cli of 2013 was found here.');
  });

  it('hands on the port of a tunnel, and refuses what is none', async () => {
    const setup = world();
    await runCli(['aws', 'blue', '--write', 'aws-files', '--local-port', '18773'], setup);
    expect(setup.written).toEqual([{ hostId: 'lab-1', cloud: 'blue', folder, localPort: 18_773, merge: false }]);
    expect((await runCli(['aws', 'blue', '--write', 'x', '--local-port', 'some'], world())).code).toBe(2);
  });

  it('takes the usual folder where none is named', async () => {
    const setup = world();
    await runCli(['aws', 'blue', '--write'], setup);
    expect(setup.written).toMatchObject([{ folder: null }]);
  });

  it('only tells what would be written with --dry-run, also what would change', async () => {
    const setup = world(changed);
    const { code, out } = await runCli(['aws', 'blue', '--write', 'aws-files', '--dry-run'], setup);
    expect([code, setup.written]).toEqual([0, []]);
    expect(out).toContain('  changed  data/endpoints.json\n             - 10.101.7.2:8773\n             + 10.101.7.9:8773');
    expect(out).toMatch(/Nothing was written\.\n$/);
    const { out: json } = await runCli(['aws', 'blue', '--write', 'aws-files', '--dry-run', '--json'], world(changed));
    expect(JSON.parse(json)).toMatchObject({ written: false, changes: [{ kind: 'changed' }, { kind: 'changed' }] });
  });

  it('changes a file that is there only with --yes, and tells the difference before', async () => {
    const setup = world(changed);
    const refused = await runCli(['aws', 'blue', '--write', 'aws-files'], setup);
    expect([refused.code, setup.written]).toEqual([4, []]);
    expect(refused.err).toContain('+ 10.101.7.9:8773');
    expect(refused.err).toContain(`2 files in ${folder} would be changed; nothing was written.`);
    expect(refused.err).toContain('Add --yes to have it so.');
    const agreed = await runCli(['aws', 'blue', '--write', 'aws-files', '--yes'], setup);
    expect([agreed.code, setup.written]).toEqual([0, [{ hostId: 'lab-1', cloud: 'blue', folder, merge: true }]]);
  });

  it('writes nothing where a file cannot be merged with', async () => {
    const setup = world({ ...untouched, refusals: [`${folder}/config is no file of aws-cli: line 3.`] });
    const { code, err } = await runCli(['aws', 'blue', '--write', 'aws-files', '--yes'], setup);
    expect([code, setup.written]).toEqual([4, []]);
    expect(err).toContain('is no file of aws-cli: line 3.');
  });

  it.each([
    [['aws', 'blue'], 'Say what aws is to do, after --.'],
    [['aws', 'blue', '--write', 'x', '--', 'ec2'], 'Give --write or words for aws, not both.'],
    [['aws', 'blue', '--dry-run', '--', 'ec2'], '--yes, --dry-run and --local-port go with --write.'],
    [['aws', 'blue', '--yes', '--', 'ec2'], '--yes, --dry-run and --local-port go with --write.'],
    [['aws', 'blue', '--local-port', '80', '--', 'ec2'], '--yes, --dry-run and --local-port go with --write.'],
  ])('refuses %j with a sentence', async (argv, sentence) => {
    const setup = world();
    const { code, err } = await runCli(argv, setup);
    expect([code, setup.written, setup.ran]).toEqual([2, [], []]);
    expect(err).toContain(sentence);
  });
});
