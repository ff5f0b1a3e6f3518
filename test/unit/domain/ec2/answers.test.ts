import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ec2Requests, type Ec2Request } from '#domain/ec2/ec2-requests.ts';
import { parseXml } from '#domain/ec2/parse-xml.ts';
import { readPorts } from '#domain/ec2/read-ports.ts';
import { describePorts, hasOpening, isOpen, listOpenings, type SecurityGroup } from '#domain/ec2/security-group.ts';
import { toXml } from '#fakes/ec2.ts';

function parse<Answer>(request: Ec2Request<Answer>, content: string): Answer {
  const reading = parseXml(toXml(request.action, content));
  if (reading.kind === 'broken') throw new Error(reading.reason);
  return request.parse(reading.root);
}

describe('answers of the EC2 API', () => {
  it('reads instances of all reservations, with addresses where there are any', () => {
    const item = (id: string, address: string) =>
      `<item><groupSet><item><groupName>default</groupName></item></groupSet><instancesSet><item><instanceId>${id}</instanceId><imageId>emi-1</imageId><instanceState><code>16</code><name>running</name></instanceState><privateDnsName>172.31.254.2</privateDnsName><dnsName>${address}</dnsName><keyName/><placement><availabilityZone>CLUSTER01</availabilityZone></placement></item></instancesSet></item>`;
    const instances = parse(
      ec2Requests.describeInstances(),
      `<reservationSet>${item('i-1', '10.101.7.30')}${item('i-2', '0.0.0.0')}</reservationSet>`,
    );
    expect(instances).toMatchObject([
      {
        id: 'i-1',
        state: 'running',
        publicAddress: '10.101.7.30',
        privateAddress: '172.31.254.2',
        keyName: null,
        groups: ['default'],
      },
      { id: 'i-2', publicAddress: null, zone: 'CLUSTER01' },
    ]);
  });

  it('never takes a missing list for an empty one', () => {
    expect(parse(ec2Requests.describeVolumes(), '<volumeSet/>')).toEqual([]);
    expect(() => parse(ec2Requests.describeVolumes(), '')).toThrow('<DescribeVolumesResponse> has no <volumeSet>');
    expect(() =>
      parse(ec2Requests.describeVolumes(), '<volumeSet><item><volumeId>vol-1</volumeId><size>big</size></item></volumeSet>'),
    ).toThrow('no whole number');
  });

  it('takes a private key whole, or not at all', () => {
    const pem = '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----';
    const answer = (key: string) => `<keyName>k</keyName><keyFingerprint>aa:bb</keyFingerprint><keyMaterial>${key}</keyMaterial>`;
    expect(parse(ec2Requests.createKeyPair('k'), answer(pem)).privateKey).toBe(`${pem}\n`);
    expect(() => parse(ec2Requests.createKeyPair('k'), answer(pem.slice(0, 40)))).toThrow('half of one');
  });

  it('reads whom an address belongs to, as Eucalyptus writes it', () => {
    const item = (of: string) => `<item><publicIp>10.101.7.30</publicIp><instanceId>${of}</instanceId></item>`;
    const addresses = parse(
      ec2Requests.describeAddresses(),
      `<addressesSet>${item('i-1a2b3c4d (arn:aws:euare::1:user/admin)')}${item('available')}${item('nobody')}</addressesSet>`,
    );
    expect(addresses.map(({ instanceId }) => instanceId)).toEqual(['i-1a2b3c4d', null, null]);
  });

  it('brings every text through XML as it was', () => {
    const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: fc.constantFrom('a', '<', '>', '&', '"', "'", 'ä', '1', ']', ';') }),
        (name) => {
          const keys = parse(ec2Requests.describeKeyPairs(), `<keySet><item><keyName>${escape(name)}</keyName></item></keySet>`);
          expect(keys[0]?.name).toBe(name);
        },
      ),
    );
  });

  it('sends no parameter that 2013 did not know', () => {
    const all = [
      ec2Requests.createVolume(1, 'CLUSTER01'),
      ec2Requests.runInstance({ imageId: 'emi-1', keyName: null, type: null, group: null, zone: null }),
      ec2Requests.describeVolumes(),
    ].flatMap(({ parameters }) => parameters.map(([name]) => name));
    expect(all).toEqual(['Size', 'AvailabilityZone', 'ImageId', 'MinCount', 'MaxCount']);
  });
});

describe('a security group', () => {
  const group = (fromPort: number, toPort: number, sources: readonly string[], protocol = 'tcp'): SecurityGroup => ({
    ...{ id: null, name: 'default', description: null },
    permissions: [{ protocol, fromPort, toPort, sources, groups: [] }],
  });
  const ssh = { protocol: 'tcp', fromPort: 22, toPort: 22, source: '0.0.0.0/0' } as const;

  it('is open where one permission lets all of it in', () => {
    expect(isOpen(group(20, 30, ['0.0.0.0/0']), ssh)).toBe(true);
    expect(isOpen(group(20, 30, ['10.0.0.0/8']), ssh)).toBe(false);
    expect(isOpen(group(20, 30, ['0.0.0.0/0']), { ...ssh, source: '10.0.0.0/8' })).toBe(true);
    expect(isOpen(group(-1, -1, ['0.0.0.0/0'], 'icmp'), { ...ssh, protocol: 'icmp', fromPort: -1, toPort: -1 })).toBe(true);
    expect(isOpen(group(8, 8, ['0.0.0.0/0'], 'icmp'), { ...ssh, protocol: 'icmp', fromPort: -1, toPort: -1 })).toBe(false);
  });

  it('says its ports as people do', () => {
    expect(describePorts({ protocol: 'tcp', fromPort: 22, toPort: 22 })).toBe('tcp 22');
    expect(describePorts({ protocol: 'udp', fromPort: 1, toPort: 9 })).toBe('udp 1-9');
    expect(describePorts({ protocol: 'icmp', fromPort: -1, toPort: -1 })).toBe('icmp, all');
  });

  it('reads ports as people write them', () => {
    expect(readPorts('22')).toEqual({ protocol: 'tcp', fromPort: 22, toPort: 22 });
    expect(readPorts('8000-8100/udp')).toEqual({ protocol: 'udp', fromPort: 8000, toPort: 8100 });
    expect(readPorts('icmp')).toEqual({ protocol: 'icmp', fromPort: -1, toPort: -1 });
    for (const wrong of ['', '0', '70000', '9-8', '22/icmp', 'ssh']) expect(readPorts(wrong)).toBeNull();
  });

  it('can take back each opening of a group, and nothing that is no opening', () => {
    const group: SecurityGroup = {
      ...{ id: 'sg-1', name: 'default', description: null },
      permissions: [
        { protocol: 'tcp', fromPort: 22, toPort: 22, sources: ['0.0.0.0/0', '10.0.0.0/8'], groups: [] },
        { protocol: 'icmp', fromPort: -1, toPort: -1, sources: ['0.0.0.0/0'], groups: [] },
        { protocol: 'tcp', fromPort: 1, toPort: 9, sources: [], groups: ['web'] },
        { protocol: 'all', fromPort: null, toPort: null, sources: ['0.0.0.0/0'], groups: [] },
      ],
    };
    expect(listOpenings(group).map(({ source }) => source)).toEqual(['0.0.0.0/0', '10.0.0.0/8', '0.0.0.0/0']);
    expect(listOpenings(group).every((opening) => hasOpening(group, opening))).toBe(true);
    expect(hasOpening(group, { protocol: 'tcp', fromPort: 22, toPort: 22, source: '10.1.0.0/16' })).toBe(false);
  });
});
