import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { aHost } from './builders.ts';
import { runCli, type PartialClient } from './run-cli.ts';

const summary = {
  ...{ kind: 'aws' as const, holder: 'admin', accessKeyId: 'AK', endpoints: {} },
  ...{ fetchedAtEpochMs: 0, origin: 'root@10.101.7.2', warnings: [] },
};

function createClient(ec2: PartialClient['ec2'] = {}): PartialClient {
  const host = aHost({ name: 'lab' });
  return {
    hosts: {
      list: async () => [
        { host, connection: { kind: 'connected', sinceEpochMs: 0, privilege: 'root', serverVersion: '' } } as never,
      ],
      connect: async () => ({ kind: 'connected' }),
    },
    credentials: { state: async () => ({ kept: summary, isPersistent: true, sources: [] }) },
    ec2,
  };
}

const pem = '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n';

describe('nutshell ec2', () => {
  it('lists instances as a table and as JSON', async () => {
    const instance = {
      ...{ id: 'i-1a2b3c4d', imageId: 'emi-1', state: 'running', reason: null, publicAddress: '10.101.7.30' },
      ...{ privateAddress: null, keyName: 'demo', type: 'm1.small', zone: 'CLUSTER01', launchedAt: null, groups: ['default'] },
    };
    const client = createClient({ instances: async () => [instance] });
    expect((await runCli(['ec2', 'instances', 'blue'], { client })).out).toMatch(
      /^INSTANCE .*\ni-1a2b3c4d +running +10\.101\.7\.30 +- +demo/,
    );
    const { out } = await runCli(['ec2', 'instances', 'blue', '--json'], { client });
    expect(JSON.parse(out)).toEqual({ instances: [instance] });
  });

  it('says what to do where there is nothing', async () => {
    const { out } = await runCli(['ec2', 'keys', 'blue'], { client: createClient({ keys: async () => [] }) });
    expect(out).toContain('nutshell ec2 create-key');
  });

  it('tells a request without asking anybody', async () => {
    const { out, err, code } = await runCli([
      'ec2',
      'create-volume',
      'blue',
      '--size-gib',
      '1',
      '--zone',
      'CLUSTER01',
      '--dry-run',
    ]);
    expect([code, out]).toEqual([0, 'CreateVolume\n  Size=1\n  AvailabilityZone=CLUSTER01\n']);
    expect(err).toContain('Nothing was asked of the cloud.');
  });

  it('saves a new key for its owner alone, and never over another file', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'nutshell-key-'));
    const file = path.join(folder, 'demo');
    let made = 0;
    const createKey = async () => {
      made += 1;
      return { name: 'demo', fingerprint: 'aa', privateKey: pem };
    };
    const argv = ['ec2', 'create-key', 'blue', 'demo', '--save', file];
    const first = await runCli([...argv, '--json'], { client: createClient({ createKey }) });
    expect(first.out).not.toContain('PRIVATE');
    expect(await readFile(file, 'utf8')).toBe(pem);
    expect((await stat(file)).mode & 0o777).toBe(0o600);

    await writeFile(file, 'mine');
    const second = await runCli(argv, { client: createClient({ createKey }) });
    expect([second.code, made, await readFile(file, 'utf8')]).toEqual([4, 1, 'mine']);
    expect(second.err).toContain('No key was made');
  });

  it('leaves no empty file where the cloud refuses', async () => {
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'nutshell-key-')), 'demo');
    const createKey = async () => Promise.reject(new Error('InvalidKeyPair.Duplicate'));
    await runCli(['ec2', 'create-key', 'blue', 'demo', '--save', file], { client: createClient({ createKey }) });
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  it('closes what was opened, and refuses what is no port before anybody is asked', async () => {
    const closed: unknown[] = [];
    const client = createClient({
      closePort: async (input) => {
        closed.push(input);
        return null;
      },
    });
    const { out } = await runCli(['ec2', 'close-port', 'blue', '53/udp', '--from', '10.0.0.0/8'], { client });
    expect(out).toBe('udp 53 from 10.0.0.0/8 in default is closed\n');
    expect(closed).toMatchObject([{ group: 'default', protocol: 'udp', fromPort: 53, toPort: 53, source: '10.0.0.0/8' }]);
    const refused = await runCli(['ec2', 'close-port', 'blue', 'ssh'], { client });
    expect([refused.code, closed.length]).toEqual([2, 1]);
  });

  it.each([
    [['detach', 'vol-1'], 'DetachVolume\n  VolumeId=vol-1\n'],
    [['delete-volume', 'vol-1'], 'DeleteVolume\n  VolumeId=vol-1\n'],
    [['delete-key', 'demo'], 'DeleteKeyPair\n  KeyName=demo\n'],
    [['disassociate', '10.101.7.31'], 'DisassociateAddress\n  PublicIp=10.101.7.31\n'],
    [['release', '10.101.7.31'], 'ReleaseAddress\n  PublicIp=10.101.7.31\n'],
  ])('tells what %j would ask, with the parameters of 2013 only', async ([verb = '', thing = ''], request) => {
    const { out, code } = await runCli(['ec2', verb, 'blue', thing, '--dry-run']);
    expect([code, out]).toEqual([0, request]);
  });
});
