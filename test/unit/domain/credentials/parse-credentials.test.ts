import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeHolder } from '#domain/credentials/cloud-credentials.ts';
import { parseCredentials } from '#domain/credentials/parse-credentials.ts';

type Format = Parameters<typeof parseCredentials>[0];

const parse = (format: Format, text: string) => parseCredentials(format, { cloud: 'lab', text, path: null });

function messageOf(format: Format, text: string) {
  const reading = parse(format, text);
  return reading.kind === 'read' ? null : `${reading.problems[0]?.line}: ${reading.problems[0]?.message}`;
}

const ini = `; written by euare-usercreate
[global]
default-region = cloud.test

[region cloud.test]
ec2-url = http://ec2.cloud.test:8773/
iam-url = http://iam.cloud.test:8773/
monitoring-url = http://monitoring.cloud.test:8773/
user = 000100729354:admin

[user 000100729354:admin]
key-id = AKIAPRACTICE000000001
secret-key = s3cr3t/s3cr3t+s3cr3t=
account-id = 000100729354
`;

describe('an euca2ools.ini', () => {
  it('gives the keys of the region that is used', () => {
    expect(parse('euca2ools.ini', ini)).toMatchObject({
      kind: 'read',
      credentials: {
        ...{ kind: 'aws', cloud: 'lab', account: '000100729354', user: 'admin' },
        ...{ accessKeyId: 'AKIAPRACTICE000000001', secretAccessKey: 's3cr3t/s3cr3t+s3cr3t=' },
        endpoints: {
          ec2: 'http://ec2.cloud.test:8773/',
          iam: 'http://iam.cloud.test:8773/',
          cloudwatch: 'http://monitoring.cloud.test:8773/',
        },
      },
    });
  });

  it.each([
    [ini.replace(/^secret-key.*\n/m, ''), '11: secret-key is missing in this section: the file is only half written.'],
    [ini.replace(/^ec2-url.*\n/m, ''), '5: ec2-url is missing in this section: the file is only half written.'],
    [ini.replace('[global]', '[global'), '2: This is neither [section] nor key = value.'],
    [ini.replace('[global]\n', ''), '2: default-region stands before the first [section].'],
    [`${ini}key-id = another\n`, '15: key-id is here twice in its section.'],
    [`${ini}[global]\n`, '15: This section is here twice.'],
  ])('refuses with the line what is not right', (text, message) => {
    expect(messageOf('euca2ools.ini', text)).toBe(message);
  });

  it('does not choose among several users', () => {
    const text = `${ini.replace(/^user = .*\n/m, '')}[user other]\nkey-id = A\nsecret-key = B\n`;
    expect(messageOf('euca2ools.ini', text)).toMatch(/not clear which/);
  });
});

const openrc = `# Ansible managed
unset OS_TENANT_NAME
export OS_PROJECT_NAME='admin'
export OS_USERNAME='admin'
export OS_PASSWORD='it is $(secret)'
export OS_AUTH_URL='http://10.101.7.2:5000'
export OS_USER_DOMAIN_NAME="Default"
export OS_REGION_NAME=RegionOne
`;

describe('an openrc', () => {
  it('gives a login of Keystone, and takes what is quoted as it is', () => {
    expect(parse('openrc', openrc)).toMatchObject({
      kind: 'read',
      credentials: {
        ...{ kind: 'openstack', cloud: 'lab', authUrl: 'http://10.101.7.2:5000', user: 'admin', project: 'admin' },
        ...{ password: 'it is $(secret)', userDomain: 'Default', projectDomain: null, region: 'RegionOne' },
      },
    });
  });

  it('refuses one that asks or runs something', () => {
    expect(messageOf('openrc', 'read -sr OS_PASSWORD_INPUT\n')).toMatch(/^1: .*runs nothing/);
    expect(messageOf('openrc', openrc.replace(/'it is .*'/, '$(keyring get CGCS admin)'))).toMatch(/^5: OS_PASSWORD: A command/);
    expect(messageOf('openrc', openrc.replace(/^export OS_PASSWORD.*\n/m, ''))).toMatch(/^7: OS_PASSWORD is missing/);
  });
});

const cloudsYaml = `clouds:
  kolla-admin:
    auth:
      auth_url: http://10.101.7.2:5000
      username: admin
      password: 12345
      project_name: admin
    region_name: RegionOne
  kolla-admin-internal:
    auth: {}
`;

describe('a clouds.yaml', () => {
  it('gives the login of the administrator', () => {
    expect(parse('clouds.yaml', cloudsYaml)).toMatchObject({
      kind: 'read',
      credentials: { kind: 'openstack', user: 'admin', password: '12345', region: 'RegionOne' },
    });
  });

  it('refuses with the line what is not right', () => {
    expect(messageOf('clouds.yaml', cloudsYaml.replace(/^ *password.*\n/m, ''))).toBe('4: password is missing under auth:.');
    expect(messageOf('clouds.yaml', 'clouds: []')).toMatch(/^1: Under clouds:/);
    expect(messageOf('clouds.yaml', 'clouds: {a: {auth: {auth_url: "http')).toMatch(/^1: /);
  });
});

it.each(['euca2ools.ini', 'openrc', 'clouds.yaml', 'kubeconfig'] as const)(
  '%s: throws nothing, whatever the text is',
  (format) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(['read', 'refused']).toContain(parse(format, text).kind);
      }),
    );
  },
);

it('says whose they are', () => {
  const reading = parse('euca2ools.ini', ini);
  expect(reading.kind === 'read' && describeHolder(reading.credentials)).toBe('admin of the account 000100729354');
});
