import { describe, expect, it } from 'vitest';
import { aClaim, someAddresses } from '#fakes/addressing.ts';
import { toCloudAddresses, type AddressClaim } from '#domain/addressing/claims/address-claim.ts';
import { buildClaimPlan } from '#domain/addressing/claims/build-claim-plan.ts';
import { buildNextClaim } from '#domain/addressing/claims/build-next-claim.ts';
import type { ClaimChange } from '#domain/addressing/claims/claim-change.ts';
import { judgeClaimChange } from '#domain/addressing/claims/judge-claim-change.ts';

const november = Date.UTC(2026, 10, 15);
const january = Date.UTC(2027, 0, 15);
const claim = { kind: 'claim', addresses: someAddresses(), untilEpochMs: Date.UTC(2027, 1, 1) } as const;
const takeOver = { kind: 'take-over', cloud: 'blue', untilEpochMs: Date.UTC(2027, 1, 1) } as const;
const release = { kind: 'release', cloud: 'blue' } as const;
const identity = { operationId: '20270115-100000-bbbb', person: 'ada@laptop', nowEpochMs: january };

const judge = (change: ClaimChange, current: AddressClaim | null, hostNowEpochMs = november, person = 'ada@laptop') => {
  const verdict = judgeClaimChange(change, { current, person, hostNowEpochMs });
  return verdict.ok ? 'allowed' : verdict.reason;
};

describe('who may change a claim', () => {
  it('may claim what nobody has, and change what is theirs', () => {
    expect(judge(claim, null)).toBe('allowed');
    expect(judge(claim, aClaim({ owner: 'ada@laptop' }))).toBe('allowed');
    expect(judge(release, aClaim({ owner: 'ada@laptop' }))).toBe('allowed');
  });

  it.each<[string, ClaimChange, AddressClaim | null, number]>([
    ['Cloud blue is claimed by bob@desk until 2026-12-01. Give your cloud another name.', claim, aClaim(), november],
    ['Cloud blue is claimed by bob@desk until 2026-12-01, which is over. Take it over first', claim, aClaim(), january],
    ['It can be taken over when that is over.', takeOver, aClaim(), november],
    ['yours already', takeOver, aClaim({ owner: 'ada@laptop' }), january],
    ['remove /var/lib/nutshell/addresses/blue on the host', takeOver, aClaim({ untilEpochMs: null }), january],
    ['Nobody has claimed addresses for a cloud called blue', takeOver, null, january],
    ['Nobody has claimed addresses for a cloud called blue', release, null, january],
    ['only they can release it before', release, aClaim(), november],
    ['2026-11-01 is over already', { ...claim, untilEpochMs: Date.UTC(2026, 10, 1) }, null, november],
  ])('hears: %s', (sentence, change, current, now) => {
    expect(judge(change, current, now)).toContain(sentence);
  });

  it('may take over and release what is over', () => {
    expect(judge(takeOver, aClaim(), january)).toBe('allowed');
    expect(judge(release, aClaim(), january)).toBe('allowed');
  });
});

describe('a claim that was taken over', () => {
  it('keeps its addresses, and tells whose it was and who took it', () => {
    const next = buildNextClaim(takeOver, aClaim(), identity);
    expect(next).toMatchObject({ owner: 'ada@laptop', parts: aClaim().parts, claimedEpochMs: aClaim().claimedEpochMs });
    expect(next?.trace).toEqual([
      { what: 'claimed', by: 'bob@desk', atEpochMs: aClaim().claimedEpochMs, from: null },
      { what: 'taken-over', by: 'ada@laptop', atEpochMs: january, from: 'bob@desk' },
    ]);
  });
});

describe('the plan of a claim', () => {
  it('writes what the addresses can be read from again, whole', () => {
    const next = buildNextClaim(claim, null, identity);
    expect(next && toCloudAddresses(next)).toEqual(someAddresses());
  });

  it('makes a folder and a claim of its own, replaces one that is there, or removes it', () => {
    const steps = (change: ClaimChange, current: AddressClaim | null) =>
      buildClaimPlan(change, current, identity).steps.map(({ id }) => id);
    expect(steps(claim, null)).toEqual(['check-addresses', 'prepare-claims', 'create-claim', 'write-claim']);
    expect(steps(takeOver, aClaim())).toEqual(['check-addresses', 'write-claim']);
    expect(steps(release, aClaim())).toEqual(['check-addresses', 'remove-claim']);
  });

  it('has the host look at its own clock before what is another’s is taken', () => {
    const guard = buildClaimPlan(takeOver, aClaim(), identity).steps[0]?.action;
    expect(guard?.kind === 'guard' && guard.args.join(' ')).toContain(`--over-since ${Date.UTC(2026, 11, 1) / 1000}`);
  });
});
