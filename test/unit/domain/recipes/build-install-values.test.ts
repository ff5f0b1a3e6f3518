import { describe, expect, it } from 'vitest';
import { parseIpv4 } from '#domain/addressing/ipv4.ts';
import type { CloudAddresses } from '#domain/addressing/cloud-addresses.ts';
import { buildInstallValues } from '#domain/recipes/build-install-values.ts';
import { aRange } from '#fakes/recipes.ts';

const addresses: CloudAddresses = {
  cloud: 'blue',
  machines: ['10.101.7.2', '10.101.7.3', '10.101.7.4'].map((ip, at) => ({ name: `blue-${at + 1}`, address: parseIpv4(ip) ?? 0 })),
  public: [aRange('10.101.7.64', '10.101.7.65'), aRange('10.101.7.70')],
  private: { range: aRange('172.16.8.0', '172.16.9.255'), addressesPerGroup: 64 },
  bridgeAddress: null,
};

const input = {
  addresses,
  machine: 'blue-3',
  roleOf: { 'blue-1': 'nc', 'blue-2': 'nc', 'blue-3': 'frontend' },
  network: { prefixLength: 16, gateway: '10.101.0.2', nameservers: ['10.101.0.3'] },
  filesUrl: null,
};

describe('the values of an install', () => {
  it('come from the address plan: the machine, its peers by role, public addresses as installers write them', () => {
    const values = buildInstallValues(input);
    expect(values?.machine).toEqual({
      name: 'blue-3',
      ip: '10.101.7.4',
      prefixLength: 16,
      gateway: '10.101.0.2',
      nameservers: ['10.101.0.3'],
    });
    expect(values?.peers).toEqual({ nc: ['10.101.7.2', '10.101.7.3'], frontend: [] });
    expect(values?.settings).toEqual({ 'addresses-per-group': 64 });
    expect(values?.ranges['public']).toEqual([aRange('10.101.7.64'), aRange('10.101.7.65'), aRange('10.101.7.70')]);
    expect(Object.keys(values?.ranges ?? {})).toEqual(['public', 'private']);
  });

  it('are none for a machine that the plan has not', () => {
    expect(buildInstallValues({ ...input, machine: 'green' })).toBeNull();
  });
});
