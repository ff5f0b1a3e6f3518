import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toAwsCloud } from '#domain/aws/aws-cloud.ts';
import { buildProviderEnvironment } from '#domain/aws/aws-environment.ts';
import { buildEnvFile } from '#domain/aws/build-env-file.ts';
import { buildProviderLayout, type ProviderInput } from '#domain/aws/build-provider-layout.ts';
import { parseEucarc } from '#domain/credentials/parse-eucarc.ts';
import { anEucarc } from '#support/credentials/an-eucarc.ts';

export function aCloudFrom(cloud: string, text = anEucarc()) {
  const reading = parseEucarc({ cloud, text, path: null });
  if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.problems));
  return toAwsCloud(reading.credentials);
}

const golden = (path: string) => readFileSync(new URL(`../../../fixtures/aws-2013/${path}`, import.meta.url), 'utf8');
const models = '/home/ada/.local/lib/python2.7/site-packages/botocore/data/aws';

const layoutOf = (more: Partial<ProviderInput> = {}) =>
  buildProviderLayout({ clouds: [aCloudFrom('ecc')], modelFolder: models, existing: new Map(), ...more });
const textsOf = (more: Partial<ProviderInput> = {}) =>
  new Map(layoutOf(more).entries.flatMap((entry) => (entry.kind === 'file' ? [[entry.path, entry.text] as const] : [])));

describe('the provider folder of 2013', () => {
  it.each(['providers/euca/_regions.json', 'providers/euca/_services.json', 'awsconfig'])('has %s to the letter', (path) => {
    expect(textsOf().get(path)).toBe(golden(path));
  });

  it('links the models of the aws-cli that is there, and says where they belong where none is', () => {
    expect(layoutOf().entries.filter(({ kind }) => kind === 'link')).toEqual([
      { kind: 'link', path: 'providers/euca/ec2.json', target: `${models}/ec2.json` },
      { kind: 'link', path: 'providers/euca/iam.json', target: `${models}/iam.json` },
    ]);
    const without = layoutOf({ modelFolder: null });
    expect(without.entries.filter(({ kind }) => kind === 'link')).toEqual([]);
    expect(without.notes.join()).toContain('botocore/data/aws/ec2.json');
  });

  it('sets the two variables of the post', () => {
    const file = buildEnvFile('For the test.', buildProviderEnvironment('/var/tmp'));
    expect(file).toContain('export AWS_CONFIG_FILE=/var/tmp/awsconfig\nexport AWS_DATA_PATH=/var/tmp/providers\n');
  });

  it('takes a second cloud as another region and profile, and leaves the first as it is', () => {
    const blue = aCloudFrom('blue', anEucarc({ address: '10.101.7.9:8773', accessKeyId: 'BLUEKEY' }));
    const both = textsOf({ clouds: [blue], existing: textsOf() });
    expect(JSON.parse(both.get('providers/euca/_services.json') ?? '')).toMatchObject({
      ec2: {
        regions: {
          ecc: 'http://10.101.7.2:8773/services/Eucalyptus/',
          blue: 'http://10.101.7.9:8773/services/Eucalyptus/',
        },
      },
    });
    expect(both.get('awsconfig')).toBe(
      `${golden('awsconfig')}\n[blue]\naws_access_key_id = BLUEKEY\naws_secret_access_key = secretSECRETsecretSECRETsecretSECRET0000\nregion = blue\n`,
    );
  });

  it('renews the keys of a cloud wherever they stand', () => {
    const renewed = textsOf({ clouds: [aCloudFrom('ecc', anEucarc({ accessKeyId: 'RENEWED' }))], existing: textsOf() });
    expect(renewed.get('awsconfig')).toBe(golden('awsconfig').replaceAll('AKIAPRACTICE000000001', 'RENEWED'));
  });
});
