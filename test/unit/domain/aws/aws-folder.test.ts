import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toAwsCloud } from '#domain/aws/aws-cloud.ts';
import { buildAwsFolder, type AwsFolderInput } from '#domain/aws/build-aws-folder.ts';
import { describeChange } from '#domain/aws/describe-change.ts';
import { judgeCommand } from '#domain/aws/judge-command.ts';
import { mergeIni, readValue } from '#domain/aws/merge-ini.ts';
import { hasConfiguredEndpoints, parseAwsVersion } from '#domain/aws/aws-version.ts';
import { toLocalEndpoints } from '#domain/aws/to-local-endpoints.ts';
import type { AwsCredentials } from '#domain/credentials/cloud-credentials.ts';

const credentials: AwsCredentials = {
  ...{ kind: 'aws', cloud: 'blue', account: null, user: null, accessKeyId: 'AKIA', secretAccessKey: 'S3CRET' },
  endpoints: { ec2: 'http://10.101.7.2:8773/services/Eucalyptus', iam: 'http://10.101.7.2:8773/services/Euare' },
  certificatePaths: [],
};

function build(more: Partial<AwsFolderInput> = {}) {
  const folder = buildAwsFolder({
    ...{ folder: '/home/ada/blue aws', cloud: toAwsCloud(credentials), zone: 'CLUSTER01', modelFolder: null },
    version: { major: 2, minor: 9, patch: 19 },
    existing: new Map(),
    ...more,
  });
  if (folder.kind === 'refused') throw new Error(folder.problems.join());
  return new Map(folder.entries.flatMap((entry) => (entry.kind === 'file' ? [[entry.path, entry] as const] : [])));
}

describe('a folder for aws-cli', () => {
  it('has every file that its env names, and secrets in secret files only', () => {
    const files = build();
    expect([...files.keys()].sort()).toEqual([
      ...['README.md', 'awsconfig', 'config', 'credentials', 'data/endpoints.json', 'env', 'env-2013'],
      ...['providers/euca/_regions.json', 'providers/euca/_services.json'],
    ]);
    for (const { path, text, isSecret } of files.values()) {
      expect([path, text.includes('S3CRET')]).toEqual([path, isSecret]);
    }
    expect(files.get('env')?.text).toContain("export AWS_CONFIG_FILE='/home/ada/blue aws/config'\n");
    expect(files.get('env')?.text).toContain('unset AWS_ACCESS_KEY_ID\n');
    expect(files.get('README.md')?.text).toContain('aws ec2 create-volume --size 1 --availability-zone CLUSTER01');
  });

  it('names endpoints in config only for those that understand them, and a partition for all', () => {
    expect(build().get('config')?.text).not.toContain('endpoint_url');
    expect(build({ version: null }).get('config')?.text).not.toContain('endpoint_url');
    const newer = build({ version: { major: 2, minor: 13, patch: 0 } });
    expect(newer.get('config')?.text).toContain(
      '[services blue]\nec2 =\n  endpoint_url = http://10.101.7.2:8773/services/Eucalyptus\n',
    );
    expect(JSON.parse(newer.get('data/endpoints.json')?.text ?? '')).toMatchObject({
      partitions: [
        {
          partition: 'nutshell-blue',
          services: { ec2: { endpoints: { blue: { hostname: '10.101.7.2:8773/services/Eucalyptus', protocols: ['http'] } } } },
        },
      ],
    });
  });

  it('adds to what is there, twice as well as once', () => {
    const existing = new Map([
      ['config', '# mine\n[profile other]\nregion = eu-west-1\n'],
      ['data/endpoints.json', '{"version":3,"partitions":[{"partition":"mine"}]}'],
    ]);
    const once = build({ existing });
    expect(once.get('config')?.text).toMatch(/^# mine\n\[profile other\]\nregion = eu-west-1\n\n\[profile blue\]\n/);
    expect(JSON.parse(once.get('data/endpoints.json')?.text ?? '')).toMatchObject({
      partitions: [{ partition: 'mine' }, { partition: 'nutshell-blue' }],
    });
    const twice = build({ existing: new Map([...once].map(([path, { text }]) => [path, text])) });
    expect([...twice.values()]).toEqual([...once.values()]);
  });

  it('refuses to add to a file that is none of its own', () => {
    const folder = buildAwsFolder({
      ...{ folder: '/f', cloud: toAwsCloud(credentials), zone: null, modelFolder: null, version: null },
      existing: new Map([['data/endpoints.json', '<html>']]),
    });
    expect(folder).toMatchObject({ kind: 'refused', problems: [expect.stringContaining('/f/data/endpoints.json')] });
  });

  it('tells a difference with its secrets hidden', () => {
    const entry = { kind: 'file', path: 'credentials', text: '[blue]\naws_secret_access_key = NEW\n', isSecret: true } as const;
    expect(describeChange(entry, '[blue]\naws_secret_access_key = OLD\n')).toEqual({
      ...{ path: 'credentials', kind: 'changed' },
      lines: ['- aws_secret_access_key = (hidden)', '+ aws_secret_access_key = (hidden)'],
    });
    expect(describeChange(entry, entry.text).kind).toBe('same');
    expect(describeChange(entry, null).kind).toBe('new');
  });
});

describe('merging an ini file', () => {
  const word = fc.stringMatching(/^[a-z]{1,5}$/);
  const text = fc.array(
    fc.oneof(
      word.map((name) => `[${name}]`),
      fc.tuple(word, word).map(([key, value]) => `${key} = ${value}`),
      word.map((name) => `# ${name}`),
    ),
    { maxLength: 8 },
  );

  it('has what was asked for, keeps every other line, and changes nothing the second time', () => {
    fc.assert(
      fc.property(text, (rows) => {
        const before = rows.length === 0 ? '' : `${rows.join('\n')}\n`;
        const merged = mergeIni(before, [{ head: 'our section', lines: ['region = blue'] }]);
        expect(readValue(merged, 'our section', 'region')).toBe('blue');
        expect(merged.startsWith(before.trimEnd())).toBe(true);
        expect(mergeIni(merged, [{ head: 'our section', lines: ['region = blue'] }])).toBe(merged);
      }),
    );
  });

  it('puts a section in place of the old one, and keeps its comments', () => {
    const before = '[a]\nx = 1\n# why\n\n[b]\ny = 2\n';
    expect(mergeIni(before, [{ head: 'a', lines: ['x = 3'] }])).toBe('[a]\nx = 3\n# why\n\n[b]\ny = 2\n');
  });
});

describe('a command that an old cloud would refuse', () => {
  const judge = (line: string) => judgeCommand(line.split(' '), credentials).map(({ parameter }) => parameter);

  it.each([
    ['ec2 create-volume --size 1 --availability-zone CLUSTER01', ['ClientToken']],
    ['--profile ec2 ec2 run-instances --image-id emi-1', ['ClientToken']],
    ['ec2 describe-volumes', ['MaxResults']],
    ['ec2 describe-volumes --no-paginate', []],
    ['ec2 describe-volumes --volume-ids vol-1', []],
    ['ec2 describe-images', []],
    ['iam create-volume', []],
    ['help', []],
  ])('%s is told before', (line, parameters) => {
    expect(judge(line)).toEqual(parameters);
  });
});

it.each([
  ['aws-cli/2.9.19 Python/3.11.2 Linux/6.1 source/x86_64.debian.12 prompt/off', '2.9.19', false],
  ['aws-cli/2.13.0 Python/3.11.4', '2.13.0', true],
  ['aws-cli/1.28.9 Python/3.8', '1.28.9', false],
  ['aws-cli/1.45.11 Python/3.11.7', '1.45.11', true],
])('reads the version of %s', (text, version, understands) => {
  const parsed = parseAwsVersion(text);
  expect(parsed && `${parsed.major}.${parsed.minor}.${parsed.patch}`).toBe(version);
  expect(parsed && hasConfiguredEndpoints(parsed)).toBe(understands);
});

it('is no version where something else answers', () => {
  expect(parseAwsVersion('bash: aws: command not found')).toBeNull();
});

it('leads services of one place through one port', async () => {
  const asked: string[] = [];
  const local = await toLocalEndpoints(
    { ...credentials.endpoints, s3: 'https://s3.cloud.test/' },
    async ({ host, port }) => 40_000 + asked.push(`${host}:${port}`),
  );
  expect(asked).toEqual(['10.101.7.2:8773', 's3.cloud.test:443']);
  expect(local.endpoints).toEqual({
    ec2: 'http://127.0.0.1:40001/services/Eucalyptus',
    iam: 'http://127.0.0.1:40001/services/Euare',
    s3: 'https://127.0.0.1:40002/',
  });
  expect(local.notes.join()).toContain('--no-verify-ssl');
});
