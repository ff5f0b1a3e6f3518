import { toKnownRange } from '#domain/addressing/parse-ranges.ts';
import { known } from '#domain/fact.ts';
import type { AddressingWorld } from '../addressing-bench.ts';
import { aClaim, anAddress } from '../addressing.ts';

const day = 86_400_000;
const nobody = { machines: [], public: [], private: null, bridgeAddress: null } as const;

/** Three clouds of three people, one of whose time is over. */
export const scenarioClaims = [
  aClaim({
    owner: 'ada@laptop',
    untilEpochMs: Date.now() + 12 * day,
    addresses: {
      cloud: 'ciab',
      machines: [{ name: 'ciab', address: anAddress('10.101.7.2') }],
      public: [toKnownRange('10.101.7.32-10.101.7.63')],
    },
  }),
  aClaim({
    owner: 'grace@desk',
    untilEpochMs: Date.now() + 3 * day,
    addresses: {
      cloud: 'ha',
      machines: ['frontend', 'nc1', 'nc2'].map((name, at) => ({ name, address: anAddress('10.101.7.8') + at })),
      public: [toKnownRange('10.101.7.128-10.101.7.175')],
      private: { range: toKnownRange('172.30.4.0/22'), addressesPerGroup: 64 },
      bridgeAddress: null,
    },
  }),
  aClaim({
    owner: 'alan@home',
    untilEpochMs: Date.now() - 20 * day,
    addresses: {
      ...nobody,
      cloud: 'stack',
      machines: [{ name: 'stack', address: anAddress('10.101.7.20') }],
      public: [toKnownRange('10.101.7.208-10.101.7.223')],
    },
  }),
];

export const scenarioAddresses: Pick<AddressingWorld, 'remembered' | 'laptopRoutes' | 'probe'> = {
  remembered: { kvm1: { owned: ['10.101.7.0/24', '172.30.0.0/20'], claims: [] } },
  laptopRoutes: known([{ destination: '172.30.14.0/23', gateway: null, device: 'tun0' }], 'cat /proc/net/route'),
  probe: { neighbours: [{ address: anAddress('10.101.7.70'), mac: 'd0:0d:4a:11:22:33' }], replies: [], hostAddresses: [] },
};
