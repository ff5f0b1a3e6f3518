import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aFaststartDemand, type AddressDemand } from '#domain/addressing/address-demand.ts';
import { countAddresses, overlaps, type AddressRange } from '#domain/addressing/address-range.ts';
import { listParts } from '#domain/addressing/cloud-addresses.ts';
import type { HostNetwork } from '#domain/addressing/host-network.ts';
import { parseIpv4 } from '#domain/addressing/ipv4.ts';
import { parseRanges, toKnownRange } from '#domain/addressing/parse-ranges.ts';
import { planAddresses } from '#domain/addressing/plan-addresses.ts';
import { mergeRanges } from '#domain/addressing/range-set.ts';
import type { TakenRange } from '#domain/addressing/taken-range.ts';

const network: HostNetwork = {
  bridge: 'br0',
  hostAddress: parseIpv4('10.101.1.10') ?? 0,
  subnet: toKnownRange('10.101.0.0/16'),
  prefixLength: 16,
  gateway: parseIpv4('10.101.0.2'),
  nameserver: parseIpv4('10.101.0.3'),
};
const own = (text: string) => {
  const parsed = parseRanges(text);
  return { ranges: parsed.ok ? mergeRanges(parsed.ranges) : [] };
};
const takenBy = (text: string, holder: string, keepsOff: TakenRange['keepsOff'] = 'all'): TakenRange => ({
  range: toKnownRange(text),
  kind: 'claim',
  holder,
  keepsOff,
});
const plan = (owned: string, demands: readonly AddressDemand[], taken: readonly TakenRange[] = []) => {
  const outcome = planAddresses({ owned: own(owned), network, demands, taken });
  return outcome.kind === 'planned'
    ? outcome.plan.clouds.map((cloud) => listParts(cloud).map(({ kind, range }) => `${kind} ${show(range)}`))
    : outcome.refusals.map(({ message }) => message);
};
const show = ({ first, last }: AddressRange) => `${first - network.subnet.first}+${last - first + 1}`;
const aDemand = (more: Partial<AddressDemand>): AddressDemand => ({
  cloud: 'blue',
  machines: [],
  public: { kind: 'none' },
  private: { kind: 'none' },
  bridge: { kind: 'none' },
  rules: 'none',
  ...more,
});

describe('planAddresses', () => {
  it('gives the seed’s cloud what its author gave it by hand', () => {
    const outcome = planAddresses({
      owned: own('10.101.7.x 172.30.0.0/20'),
      network,
      demands: [aFaststartDemand('ciab', 32), aFaststartDemand('green', 16)],
      taken: [],
    });
    expect(outcome).toEqual({
      kind: 'planned',
      plan: {
        clouds: [
          {
            cloud: 'ciab',
            machines: [{ name: 'ciab', address: parseIpv4('10.101.7.1') }],
            public: [toKnownRange('10.101.7.32-10.101.7.63')],
            private: { range: toKnownRange('172.30.0.0/23'), addressesPerGroup: 32 },
            bridgeAddress: parseIpv4('172.30.15.254'),
          },
          {
            cloud: 'green',
            machines: [{ name: 'green', address: parseIpv4('10.101.7.2') }],
            public: [toKnownRange('10.101.7.16-10.101.7.31')],
            private: { range: toKnownRange('172.30.2.0/23'), addressesPerGroup: 32 },
            bridgeAddress: parseIpv4('172.30.15.253'),
          },
        ],
      },
    });
  });

  it('keeps what a person chose and plans around it', () => {
    const chosen = aDemand({
      machines: [{ name: 'blue', given: parseIpv4('10.101.7.9') }],
      public: { kind: 'given', ranges: [toKnownRange('10.101.7.16-10.101.7.20')] },
    });
    const other = aDemand({ cloud: 'green', public: { kind: 'find', count: 16, form: 'range' } });
    expect(plan('10.101.7.0/26', [chosen, other])).toEqual([['machine 1801+1', 'public 1808+5'], ['public 1824+16']]);
  });

  it('falls back to a list where no piece is wide enough, and only for who takes one', () => {
    const taken = [takenBy('10.101.7.4', 'a printer'), takenBy('10.101.7.9', 'another printer')];
    const wish = (form: 'range' | 'range-or-list') => aDemand({ public: { kind: 'find', count: 12, form } });
    expect(plan('10.101.7.0/28', [wish('range-or-list')], taken)[0]).toHaveLength(12);
    expect(plan('10.101.7.0/28', [wish('range')], taken)).toEqual([
      '14 addresses are free, but not in pieces that would hold one range each for blue (12); the widest piece has 6. Let one of them have a list, ask for fewer, or move what lies between.',
    ]);
  });

  it('never lets a range cross the border of a /24, which the installer takes for backwards', () => {
    const wish = aDemand({ public: { kind: 'find', count: 20, form: 'range' } });
    expect(plan('10.101.7.240-10.101.8.15', [wish]).join(' ')).toContain('the widest piece has 16');
  });

  it('names both sides of an overlap', () => {
    const given = aDemand({ public: { kind: 'given', ranges: [toKnownRange('10.101.7.64/27')] } });
    const claim = takenBy('10.101.7.80-10.101.7.99', 'the public addresses of cloud red, claimed by bob@x until 2026-11-30');
    expect(plan('10.101.7.x', [given], [claim])).toEqual([
      '10.101.7.64/27, the public addresses of cloud blue, overlaps 10.101.7.80-10.101.7.99, the public addresses of cloud red, claimed by bob@x until 2026-11-30.',
    ]);
    const twice = [given, aDemand({ cloud: 'green', machines: [{ name: 'g', given: parseIpv4('10.101.7.70') }] })];
    expect(plan('10.101.7.x', twice)).toEqual([
      '10.101.7.70, the address of machine g of cloud green, is inside 10.101.7.64/27, the public addresses of cloud blue.',
    ]);
  });

  it('refuses what is not owned, on either side of the bridge’s subnet', () => {
    const outside = aDemand({ public: { kind: 'given', ranges: [toKnownRange('10.101.8.0/28')] } });
    expect(plan('10.101.7.x', [outside])).toEqual([
      "10.101.8.0/28, the public addresses of cloud blue, is not yours. What you own inside the bridge's subnet is 10.101.7.0/24.",
    ]);
    const inside = aDemand({ private: { kind: 'given', range: toKnownRange('10.101.7.0/25'), addressesPerGroup: 32 } });
    expect(plan('10.101.7.x', [inside]).join(' ')).toContain("You own nothing outside the bridge's subnet.");
  });

  it('says what to own where there is no private block yet, and keeps off what is taken', () => {
    const wish = aDemand({ private: { kind: 'find', prefixLength: 23, addressesPerGroup: 32 } });
    expect(plan('10.101.7.x', [wish], [takenBy('172.31.240.0/20', 'somebody', 'private')])).toEqual([
      "Private subnets (/23) need a block outside the bridge's subnet, and you own none. Nobody is known to use 172.31.224.0/20: add it to what you own.",
    ]);
  });

  it.each<[string, Partial<AddressDemand>]>([
    ['can have 1 to 2047 public addresses, not 0', { public: { kind: 'find', count: 0, form: 'range' } }],
    ['can have 1 to 2047 public addresses, not 2.5', { public: { kind: 'find', count: 2.5, form: 'range' } }],
    ['A range has at most 256 addresses', { public: { kind: 'find', count: 300, form: 'range' } }],
    ['from /8 to /30', { private: { kind: 'find', prefixLength: 31, addressesPerGroup: null } }],
    ['is too small for cloud blue', { rules: 'faststart', private: { kind: 'find', prefixLength: 26, addressesPerGroup: 32 } }],
    ['cannot be the name of a cloud', { cloud: '../blue' }],
    ['Two machines of cloud blue are called a', { machines: ['a', 'a'].map((name) => ({ name, given: null })) }],
    ['256 addresses are free', { public: { kind: 'find', count: 300, form: 'range-or-list' } }],
  ])('says: %s', (sentence, more) => {
    const said = plan('10.101.7.x 172.30.0.0/20', [aDemand(more)]).join(' ');
    expect(sentence.startsWith('256') ? said.includes('256 of what you own') : said.includes(sentence)).toBe(true);
  });

  it('holds a chosen subnet to the rules of the cloud’s software', () => {
    const given = { kind: 'given', range: toKnownRange('172.30.0.0/26'), addressesPerGroup: 48 } as const;
    const refused = plan('10.101.7.x 172.30.0.0/20', [aDemand({ ...aFaststartDemand('blue', 8), private: given })]).join(' ');
    expect(refused).toContain('Addresses per security group must be a power of two');
    expect(refused).toContain('instances will not run');
  });
});

/** A small subnet, a few holes in it, and some wishes. */
const aPuzzle = fc.record({
  taken: fc.array(fc.tuple(fc.nat(15), fc.nat(3)), { maxLength: 3 }),
  wishes: fc.array(
    fc.record({
      machines: fc.nat(2),
      count: fc.integer({ min: 1, max: 7 }),
      form: fc.constantFrom('range' as const, 'range-or-list' as const),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});
const base = network.subnet.first + 7 * 256;
const toTaken = (holes: readonly (readonly [number, number])[]) =>
  holes.map(([at, more]): TakenRange => ({
    range: { first: base + at, last: base + at + more },
    kind: 'claim',
    holder: 'x',
    keepsOff: 'all',
  }));

describe('the theorem of planAddresses', () => {
  it('finds a plan on small blocks exactly where trying everything finds one', () => {
    fc.assert(
      fc.property(aPuzzle, ({ taken, wishes }) => {
        const demands = wishes.map(({ machines, count, form }, at) =>
          aDemand({
            cloud: `c${at}`,
            machines: Array.from({ length: machines }, (_none, n) => ({ name: `m${at}-${n}`, given: null })),
            public: { kind: 'find', count, form },
          }),
        );
        const outcome = planAddresses({ owned: own('10.101.7.0/28'), network, demands, taken: toTaken(taken) });
        const free = Array.from({ length: 16 }, (_none, at) => !taken.some(([from, more]) => from <= at && at <= from + more));
        const strict = wishes.filter(({ form }) => form === 'range').map(({ count }) => count);
        const loose = wishes.reduce((sum, { machines, count, form }) => sum + machines + (form === 'range' ? 0 : count), 0);
        expect(outcome.kind).toBe(isPossible(free, strict, loose) ? 'planned' : 'refused');
      }),
      { numRuns: 400 },
    );
  });

  it('finds private subnets exactly where trying everything finds them', () => {
    const lengths = fc.array(fc.integer({ min: 28, max: 31 }), { minLength: 1, maxLength: 5 });
    const holes = fc.array(fc.tuple(fc.nat(31), fc.nat(2)), { maxLength: 3 });
    fc.assert(
      fc.property(lengths, holes, (prefixLengths, taken) => {
        const first = toKnownRange('172.30.0.0/27').first;
        const demands = prefixLengths.map((prefixLength, at) =>
          aDemand({
            cloud: `c${at}`,
            private: { kind: 'find', prefixLength: Math.min(30, prefixLength), addressesPerGroup: null },
          }),
        );
        const outcome = planAddresses({
          owned: own('172.30.0.0/27'),
          network,
          demands,
          taken: taken.map(([at, more]) => ({
            range: { first: first + at, last: first + at + more },
            kind: 'claim',
            holder: 'x',
            keepsOff: 'private',
          })),
        });
        const free = Array.from({ length: 32 }, (_none, at) => !taken.some(([from, more]) => from <= at && at <= from + more));
        const sizes = prefixLengths.map((prefixLength) => 2 ** (32 - Math.min(30, prefixLength)));
        expect(outcome.kind).toBe(isAlignedPossible(free, sizes) ? 'planned' : 'refused');
      }),
      { numRuns: 200 },
    );
  });

  const aLab = fc.record({
    owned: fc.array(fc.tuple(fc.nat(255), fc.integer({ min: 22, max: 28 })), { minLength: 1, maxLength: 4 }),
    taken: fc.array(fc.tuple(fc.nat(65_535), fc.nat(40)), { maxLength: 20 }),
    clouds: fc.array(
      fc.record({
        machines: fc.integer({ min: 1, max: 4 }),
        count: fc.integer({ min: 1, max: 40 }),
        form: fc.constantFrom('range' as const, 'range-or-list' as const),
        prefixLength: fc.integer({ min: 20, max: 25 }),
      }),
      { minLength: 1, maxLength: 50 },
    ),
  });

  it('produces no overlap for up to 50 clouds, uses nothing that is taken or not owned, and always decides', () => {
    let plannedCount = 0;
    fc.assert(
      fc.property(aLab, ({ owned, taken, clouds }) => {
        const words = owned.map(([third, prefixLength]) => `10.101.${Math.floor(third / 4) * 4}.0/${prefixLength}`);
        const ranges = own([...words, '172.16.0.0/14'].join(' ')).ranges;
        const holes = taken.map(([at, more]): TakenRange => ({
          range: { first: network.subnet.first + at, last: network.subnet.first + at + more },
          kind: 'machine',
          holder: 'x',
          keepsOff: 'all',
        }));
        const demands = clouds.map(({ machines, count, form, prefixLength }, at) => ({
          ...aFaststartDemand(`c${at}`, count),
          machines: Array.from({ length: machines }, (_none, n) => ({ name: `m${at}-${n}`, given: null })),
          public: { kind: 'find', count, form } as const,
          private: { kind: 'find', prefixLength, addressesPerGroup: 32 } as const,
        }));
        const outcome = planAddresses({ owned: { ranges }, network, demands, taken: holes });
        if (outcome.kind === 'refused') {
          expect(outcome.refusals.map(({ kind }) => kind)).not.toContain('undecided');
          return;
        }
        plannedCount += 1;
        const parts = outcome.plan.clouds.flatMap(listParts);
        parts.forEach((part, at) => {
          parts.slice(0, at).forEach((other) => expect(overlaps(part.range, other.range)).toBe(false));
          expect(holes.some(({ range }) => overlaps(range, part.range))).toBe(false);
          expect(ranges.some(({ first, last }) => first <= part.range.first && part.range.last <= last)).toBe(true);
        });
        outcome.plan.clouds.forEach((cloud, at) => {
          expect(cloud.machines).toHaveLength(clouds[at]?.machines ?? 0);
          expect(cloud.public.reduce((sum, range) => sum + countAddresses(range), 0)).toBe(clouds[at]?.count);
        });
        expect(planAddresses({ owned: { ranges }, network, demands, taken: holes })).toEqual(outcome);
      }),
      { numRuns: 60 },
    );
    expect(plannedCount).toBeGreaterThan(5);
  });
});

/** Every place for every range, and the rest counted. */
function isPossible(free: readonly boolean[], strict: readonly number[], loose: number): boolean {
  const [count, ...others] = strict;
  if (count === undefined) {
    return free.filter(Boolean).length >= loose;
  }
  return free.some(
    (_isFree, at) =>
      at + count <= free.length &&
      free.slice(at, at + count).every(Boolean) &&
      isPossible(
        free.map((isFree, index) => isFree && (index < at || index >= at + count)),
        others,
        loose,
      ),
  );
}

function isAlignedPossible(free: readonly boolean[], sizes: readonly number[]): boolean {
  const [size, ...others] = sizes;
  if (size === undefined) {
    return true;
  }
  return free.some(
    (_isFree, at) =>
      at % size === 0 &&
      free.slice(at, at + size).every(Boolean) &&
      isAlignedPossible(
        free.map((isFree, index) => isFree && (index < at || index >= at + size)),
        others,
      ),
  );
}
