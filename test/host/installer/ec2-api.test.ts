import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNoReplica } from '#support/path-replica.ts';
import { startInsideCloud, type InsideCloud } from './inside-cloud.ts';
import { signVersion2, signVersion4, type Ec2Keys } from './sign-ec2.ts';

const reason = whyNoReplica();
const host = '10.77.0.20:8773';
const signers = { 'version 2': signVersion2, 'version 4': signVersion4 } as const;

/** The program behind port 8773, asked as lighttpd asks it. */
describe.skipIf(reason !== null)(`the EC2 query API${reason === null ? '' : ` (not run: ${reason})`}`, () => {
  let cloud: InsideCloud | null = null;
  let keys: Ec2Keys = { accessKey: '', secretKey: '' };

  beforeAll(async () => {
    cloud = await startInsideCloud('nsec');
    keys = readKeys('admin');
  });

  afterAll(() => cloud?.stop());

  function readKeys(account: string): Ec2Keys {
    const text = cloud?.run('cat', `/root/credentials/${account}/iamrc`) ?? '';
    const [accessKey = '', secretKey = ''] = [/^AWSAccessKeyId=(.*)$/m.exec(text)?.[1], /^AWSSecretKey=(.*)$/m.exec(text)?.[1]];
    return { accessKey, secretKey };
  }

  interface Asked {
    readonly sign?: (typeof signers)[keyof typeof signers];
    readonly path?: string;
    readonly with?: Ec2Keys;
    readonly at?: Date;
  }

  function ask(action: string, parameters: Readonly<Record<string, string>> = {}, asked: Asked = {}): string {
    const { sign = signVersion4, path = '/services/Eucalyptus/', at = new Date() } = asked;
    const request = { path, host, at, parameters: { Action: action, Version: '2012-07-20', ...parameters } };
    const { body, headers } = sign(request, asked.with ?? keys);
    const environment = {
      ...headers,
      REQUEST_METHOD: 'POST',
      REQUEST_URI: path,
      HTTP_HOST: host,
      CONTENT_TYPE: 'application/x-www-form-urlencoded; charset=utf-8',
      CONTENT_LENGTH: String(Buffer.byteLength(body)),
    };
    const words = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
    return cloud?.installed.run(['env', ...words, '/bin/sh', '/usr/lib/practice/api/ec2.sh'], body) ?? '';
  }

  const pick = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';

  it.each(Object.entries(signers))('answers who signs with %s, in XML of the version that was asked for', (_, sign) => {
    const answer = ask('DescribeImages', {}, { sign });
    expect(answer).toMatch(/^Content-Type: text\/xml\r\n\r\n<\?xml/);
    expect(answer).toContain('<DescribeImagesResponse xmlns="http://ec2.amazonaws.com/doc/2012-07-20/">');
    expect(pick(answer, 'imageId')).toMatch(/^emi-[0-9a-f]{8}$/);
  });

  it.each(Object.entries(signers))('refuses %s with a wrong secret, an unknown key and a wrong clock', (_, sign) => {
    const wrong = { ...keys, secretKey: `${keys.secretKey}x` };
    expect(ask('DescribeImages', {}, { sign, with: wrong })).toMatch(/^Status: 403\r\n[^]*<Code>SignatureDoesNotMatch</);
    expect(ask('DescribeImages', {}, { sign, with: { ...keys, accessKey: 'NOBODY' } })).toContain('<Code>InvalidClientTokenId<');
    const hourAgo = new Date(Date.now() - 3_600_000);
    expect(ask('DescribeImages', {}, { sign, at: hourAgo })).toMatch(/<Code>RequestExpired<[^]*the clocks are 60 minutes apart/);
  });

  it('answers on the paths of Eucalyptus and of 4.x, and nowhere else', () => {
    for (const path of ['/', '/services/Eucalyptus', '/services/compute/'])
      expect(ask('DescribeVolumes', {}, { path })).toContain('<volumeSet>');
    expect(ask('DescribeVolumes', {}, { path: '/services/Walrus' })).toMatch(/^Status: 404/);
    expect(ask('Sing')).toContain('<Code>InvalidAction<');
    expect(ask('DescribeInstances; reboot')).toContain('<Code>InvalidAction<');
  });

  it('starts an instance with a new key, shows it, and ends it', () => {
    const secret = pick(ask('CreateKeyPair', { KeyName: 'mine' }), 'keyMaterial');
    expect(secret).toMatch(/^-----BEGIN EC PRIVATE KEY-----\n[^]*-----END EC PRIVATE KEY-----$/);
    expect(ask('CreateKeyPair', { KeyName: 'mine' })).toContain('<Code>InvalidKeyPair.Duplicate<');

    const image = pick(ask('DescribeImages'), 'imageId');
    const started = ask('RunInstances', { ImageId: image, MinCount: '1', MaxCount: '1', KeyName: 'mine' });
    const id = pick(started, 'instanceId');
    expect(pick(started, 'ipAddress')).toBe('10.77.0.102');
    expect(ask('DescribeInstances', { 'InstanceId.1': id })).toMatch(/<code>16<\/code><name>running<\/name>/);
    expect(cloud?.run('cat', `/var/lib/practice/instances/${id}/root/root/.ssh/authorized_keys`)).toMatch(
      /^ecdsa-sha2-nistp256 \S+ mine\n$/,
    );
    expect(Buffer.from(pick(ask('GetConsoleOutput', { InstanceId: id }), 'output'), 'base64').toString()).toContain(
      `instance ${id}`,
    );
    expect(ask('RunInstances', { ImageId: image, MaxCount: '1' })).toContain('all public addresses are in use');

    expect(ask('TerminateInstances', { 'InstanceId.1': id })).toContain('<name>terminated</name>');
    expect(ask('DescribeInstances', { 'InstanceId.1': id })).toContain('<Code>InvalidInstanceID.NotFound<');
  });

  it('takes a key that was made elsewhere, and refuses what is none', () => {
    const imported = Buffer.from('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me@laptop\n').toString('base64');
    expect(pick(ask('ImportKeyPair', { KeyName: 'laptop', PublicKeyMaterial: imported }), 'keyName')).toBe('laptop');
    const nonsense = Buffer.from('command="reboot" ssh-rsa AAAA').toString('base64');
    expect(ask('ImportKeyPair', { KeyName: 'other', PublicKeyMaterial: nonsense })).toContain('<Code>InvalidKey.Format<');
    expect(ask('CreateKeyPair', { KeyName: '../../etc/passwd' })).toContain('is no name for a key');
    expect(ask('DescribeKeyPairs')).toMatch(/<keyName>admin<[^]*<keyName>laptop</);
  });

  it('opens ports in both spellings of the API', () => {
    ask('AuthorizeSecurityGroupIngress', {
      GroupName: 'default',
      IpProtocol: 'tcp',
      FromPort: '80',
      ToPort: '80',
      CidrIp: '10.0.0.0/8',
    });
    const first = 'IpPermissions.1.';
    const inList = {
      [`${first}IpProtocol`]: 'udp',
      [`${first}FromPort`]: '53',
      [`${first}ToPort`]: '53',
      [`${first}IpRanges.1.CidrIp`]: '0.0.0.0/0',
    };
    expect(ask('AuthorizeSecurityGroupIngress', { GroupName: 'default', ...inList })).toContain('<return>true</return>');
    expect(cloud?.run('iptables-save')).toMatch(
      /-s 10\.0\.0\.0\/8 -d \S+ -p tcp -m tcp --dport 80 -j ACCEPT\n.* -p udp -m udp --dport 53 -j ACCEPT/,
    );
    expect(ask('DescribeSecurityGroups')).toMatch(/<fromPort>53<[^]*<cidrIp>0\.0\.0\.0\/0</);
  });

  it('closes what was opened, and nothing else', () => {
    const web = { GroupName: 'default', IpProtocol: 'tcp', FromPort: '8080', ToPort: '8080', CidrIp: '0.0.0.0/0' };
    ask('AuthorizeSecurityGroupIngress', web);
    expect(ask('RevokeSecurityGroupIngress', { ...web, CidrIp: '10.0.0.0/8' })).toContain('<Code>InvalidPermission.NotFound<');
    expect(cloud?.run('iptables-save')).toContain('--dport 8080');
    expect(ask('RevokeSecurityGroupIngress', web)).toContain('<return>true</return>');
    expect(cloud?.run('iptables-save')).not.toContain('--dport 8080');
    expect(cloud?.run('iptables-save')).toContain('--dport 22');
  });

  it('gives an address to an instance, which is reached there, and takes it back', () => {
    const [[id = ''] = []] = cloud?.list() ?? [];
    const address = pick(ask('AllocateAddress'), 'publicIp');
    expect(address).toBe('10.77.0.102');
    expect(ask('AllocateAddress')).toContain('<Code>AddressLimitExceeded<');
    expect(cloud?.ping(address)).toBe(false);

    expect(ask('AssociateAddress', { PublicIp: address, InstanceId: id })).toContain('<return>true</return>');
    expect(ask('DescribeAddresses')).toContain(`<publicIp>${address}</publicIp><domain>standard</domain><instanceId>${id}<`);
    expect([cloud?.ping(address), cloud?.ping('10.77.0.101')]).toEqual([true, false]);
    expect(ask('ReleaseAddress', { PublicIp: address })).toContain('<Code>InvalidIPAddress.InUse<');

    expect(ask('DisassociateAddress', { PublicIp: address })).toContain('<return>true</return>');
    expect([cloud?.ping(address), cloud?.ping('10.77.0.101')]).toEqual([false, true]);
    expect(ask('ReleaseAddress', { PublicIp: address })).toContain('<return>true</return>');
    expect(ask('DescribeAddresses')).toContain('<addressesSet></addressesSet>');
    expect(ask('AssociateAddress', { PublicIp: address, InstanceId: id })).toContain('<Code>InvalidAddress.NotFound<');
  });

  it('gives an instance a disk while it runs, which keeps what was written', () => {
    const [[id = ''] = []] = cloud?.list() ?? [];
    const zone = pick(ask('DescribeAvailabilityZones'), 'zoneName');
    const volume = pick(ask('CreateVolume', { Size: '1', AvailabilityZone: zone }), 'volumeId');
    const device = `/var/lib/practice/instances/${id}/root/dev/vdb`;
    const attach = () => ask('AttachVolume', { VolumeId: volume, InstanceId: id, Device: '/dev/vdb' });
    expect(attach()).toContain('<status>attached</status>');
    cloud?.run('sh', '-c', `echo kept | dd of=${device} bs=512 conv=sync 2>/dev/null && sync`);
    expect(ask('DescribeVolumes')).toMatch(new RegExp(`<status>in-use<[^]*<instanceId>${id}</instanceId><device>/dev/vdb<`));
    expect(ask('DeleteVolume', { VolumeId: volume })).toContain('<Code>VolumeInUse<');
    expect(attach()).toContain(`is in use by ${id}`);

    expect(ask('DetachVolume', { VolumeId: volume })).toContain('<status>detached</status>');
    expect(() => cloud?.run('test', '-e', device)).toThrow();
    attach();
    expect(cloud?.run('head', '-c', '4', device)).toBe('kept');
    ask('DetachVolume', { VolumeId: volume });
    expect(ask('DeleteVolume', { VolumeId: volume })).toContain('<return>true</return>');
  });

  it('has volumes by name and size, in its zone only', () => {
    const zone = pick(ask('DescribeAvailabilityZones'), 'zoneName');
    const volume = pick(ask('CreateVolume', { Size: '1', AvailabilityZone: zone, ClientToken: 'a token' }), 'volumeId');
    expect(ask('DescribeVolumes', { MaxResults: '1000' })).toContain(`<volumeId>${volume}</volumeId><size>1</size>`);
    expect(ask('CreateVolume', { Size: '1', AvailabilityZone: 'elsewhere' })).toContain('<Code>InvalidZone.NotFound<');
    expect(ask('CreateVolume', { Size: '0', AvailabilityZone: zone })).toContain('<Code>InvalidParameterValue<');
    expect(ask('DeleteVolume', { VolumeId: volume })).toContain('<return>true</return>');
  });

  it('refuses parameters that an action does not have, as 3.3 does, where that was asked for', () => {
    const configure = (edit: string) => cloud?.run('sh', '-c', `${edit} /etc/eucalyptus/eucalyptus.conf`);
    configure(`echo 'PRACTICE_UNKNOWN_PARAMETERS="error"' >>`);
    expect(ask('DescribeVolumes', { MaxSize: '3', 'VolumeId.1': 'vol-1' })).toContain(
      'Failed to bind the following fields: MaxSize',
    );
    configure(`sed -i /PRACTICE_UNKNOWN/d`);
    expect(ask('DescribeVolumes', { MaxSize: '3' })).toContain('<volumeSet>');
  });

  it('packs the credentials of an account', () => {
    const argv = ['euca_conf', '--get-credentials', '/tmp/demo.zip', '--cred-account', 'demo'];
    cloud?.run(...argv);
    expect(cloud?.run('unzip', '-p', '/tmp/demo.zip', 'iamrc')).toBe(cloud?.run('cat', '/root/credentials/demo/iamrc'));
    expect(() => cloud?.run(...argv)).toThrow('is there already');
  });
});
