import { describe, expect, it } from 'vitest';
import { checkClusterSettings, type ClusterSettings } from '#domain/addressing/faststart/cluster-rules.ts';
import { checkInstallerAnswers, type InstallerAnswers } from '#domain/addressing/faststart/installer-rules.ts';
import { listBroken } from '#domain/addressing/faststart/rule-finding.ts';
import {
  countSecurityGroups,
  describeCapacity,
  findPrefixLengthFor,
  toAddressesPerGroup,
} from '#domain/addressing/faststart/security-groups.ts';
import { toKnownRange } from '#domain/addressing/parse-ranges.ts';

const answers: InstallerAnswers = {
  publicIps: '10.101.7.64-10.101.7.95',
  nameservers: '10.101.0.3, 10.101.0.4',
  privateSubnet: '172.31.254.0',
  privateNetmask: '255.255.254.0',
  addressesPerGroup: '32',
  bridgeIp: '172.31.252.1',
  publicSubnet: toKnownRange('10.101.0.0/16'),
};
const settings: ClusterSettings = {
  mode: 'MANAGED-NOVLAN',
  publicIps: '10.101.7.64-10.101.7.95',
  privatePrefixLength: 23,
  addressesPerGroup: 32,
};

describe('the rules of FastStart’s cloud screen', () => {
  it('have nothing against what the screen itself proposes', () => {
    expect(listBroken(checkInstallerAnswers(answers))).toEqual([]);
  });

  it.each<[string, Partial<InstallerAnswers>]>([
    ['wants at least one nameserver', { nameservers: ' , ' }],
    ['nameserver "ns1" is not', { nameservers: '10.101.0.3 ns1' }],
    ['wants at least one public address', { publicIps: ' ' }],
    ['mixes a range with other addresses', { publicIps: '10.101.7.1-10.101.7.3-10.101.7.9' }],
    ['"10.101.7.9 10.101.7.1" is not an IPv4 address', { publicIps: '10.101.7.9 10.101.7.1-10.101.7.3' }],
    ['10.102.0.1 is outside the subnet', { publicIps: '10.101.7.9 10.102.0.1' }],
    ['takes that for backwards', { publicIps: '10.101.7.95-10.101.7.64' }],
    ['takes that for backwards', { publicIps: '10.101.7.250-10.101.8.5' }],
    ['"255.0.255.0" is not a netmask', { privateNetmask: '255.0.255.0' }],
    ['private subnet "172" is not', { privateSubnet: '172' }],
    ['Invalid netmask for private network: 172.31.255.0', { privateSubnet: '172.31.255.0' }],
    ['must be a power of two', { addressesPerGroup: '48' }],
    ['must be a power of two', { addressesPerGroup: '-32' }],
    ['no room for 512', { addressesPerGroup: '512' }],
    ['NC bridge IP "br0" is not', { bridgeIp: 'br0' }],
  ])('say: %s', (sentence, more) => {
    expect(listBroken(checkInstallerAnswers({ ...answers, ...more })).join(' ')).toContain(sentence);
  });

  it('take single addresses with spaces between, and no bridge where there is none', () => {
    const list = { ...answers, publicIps: '10.101.7.64 10.101.9.1', bridgeIp: null };
    expect(listBroken(checkInstallerAnswers(list))).toEqual([]);
    expect(checkInstallerAnswers(list).map(({ id }) => id)).not.toContain('bridge-ip');
  });
});

describe('the rules of the cluster controller', () => {
  it('have nothing against FastStart’s own settings, and name their source', () => {
    expect(listBroken(checkClusterSettings(settings))).toEqual([]);
    expect(checkClusterSettings(settings).every(({ source }) => source.startsWith('eucalyptus 3.3.0'))).toBe(true);
  });

  it.each<[string, Partial<ClusterSettings>]>([
    ['fault 1012', { mode: 'EDGE' }],
    ['takes 1 to 256 in one range', { publicIps: '10.101.7.0-10.101.8.0' }],
    ['runs backwards', { publicIps: '10.101.7.9-10.101.7.1' }],
    ['127.0.0.0/8', { publicIps: '127.0.0.1' }],
    ['neither an address nor a range of two whole addresses', { publicIps: '10.101.7.9-20' }],
    ['is no network', { publicIps: '10.101.7.0/240' }],
    ['takes 32 addresses per security group where 48', { addressesPerGroup: 48 }],
    ['takes 16 addresses per security group where 8', { addressesPerGroup: 8 }],
    ['leaves no group', { privatePrefixLength: 26 }],
  ])('say: %s', (sentence, more) => {
    expect(listBroken(checkClusterSettings({ ...settings, ...more })).join(' ')).toContain(sentence);
  });

  it('let ranges, networks and single addresses be mixed, up to 2047 in all', () => {
    const mixed = { ...settings, publicIps: '10.101.7.1-10.101.7.9 10.101.8.0/24 10.101.9.1' };
    expect(listBroken(checkClusterSettings(mixed))).toEqual([]);
    expect(listBroken(checkClusterSettings({ ...settings, publicIps: '10.101.0.0/21 10.102.0.1' }))).toEqual([]);
    expect(
      listBroken(checkClusterSettings({ ...settings, publicIps: '10.101.0.0/21 10.102.0.1 10.102.0.2' })).join(' '),
    ).toContain('2048');
  });
});

describe('security groups', () => {
  it.each([
    [9, 16],
    [8, 16],
    [0, 16],
    [31, 16],
    [48, 32],
    [2048, 2048],
    [5000, 2048],
  ])('%d addresses per group are used as %d', (wanted, used) => {
    expect(toAddressesPerGroup(wanted)).toBe(used);
  });

  // net/vnetwork.c divides 2^(32-p) - 1, not 2^(32-p).
  it.each([
    [25, 32, 1],
    [23, 32, 13],
    [16, 32, 2045],
    [26, 32, 0],
    [8, 16, 4094],
  ])('a /%d with %d leaves %d groups', (prefixLength, size, groups) => {
    expect(countSecurityGroups(prefixLength, size).groups).toBe(groups);
  });

  it('hold eleven instances fewer than addresses, as the documentation says', () => {
    expect(countSecurityGroups(23, 32).instancesPerGroup).toBe(21);
  });

  it('find the smallest subnet for so many', () => {
    expect(findPrefixLengthFor(1, 32)).toBe(25);
    expect(findPrefixLengthFor(13, 32)).toBe(23);
    expect(findPrefixLengthFor(5000, 32)).toBeNull();
  });

  it('are told in words', () => {
    expect(describeCapacity(23, 32, 32)).toBe(
      '13 security groups of up to 21 instances each, 273 in all; 32 of them at a time can have a public address of their own.',
    );
    expect(describeCapacity(26, 32, 32)).toContain('no instance would run');
  });
});
