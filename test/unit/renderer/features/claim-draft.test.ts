import { describe, expect, it } from 'vitest';
import { aClaim } from '#fakes/addressing.ts';
import { describeRange } from '#domain/addressing/address-range.ts';
import { toKnownRange } from '#domain/addressing/parse-ranges.ts';
import {
  explainPart,
  isMovable,
  listDraftParts,
  moveDraftPart,
  startDraft,
  toDemand,
} from '#renderer/features/addressing/claim-draft.ts';

const draft = startDraft('green');
const show = (parts: ReturnType<typeof listDraftParts>) =>
  parts.map(({ kind, range, isGiven }) => `${kind} ${describeRange(range)}${isGiven ? ' given' : ''}`);
const block = toKnownRange('172.30.0.0/20');

describe('addresses that are being chosen', () => {
  it('begin as FastStart’s installer proposes', () => {
    expect(toDemand(draft)).toMatchObject({
      machines: [{ name: 'green', address: '' }],
      public: '32',
      private: '/23',
      bridge: 'find',
      rules: 'faststart',
    });
  });

  it('take the words of machines with their addresses', () => {
    expect(toDemand({ ...draft, machines: 'front=10.101.7.9, nc1' }).machines).toEqual([
      { name: 'front', address: '10.101.7.9' },
      { name: 'nc1', address: '' },
    ]);
  });

  it('show what was found, and at once what is typed', () => {
    const found = ['machine 10.101.7.2', 'public 10.101.7.32/27', 'private 172.30.0.0/23', 'bridge 172.30.15.254'];
    expect(show(listDraftParts(draft, aClaim()))).toEqual(found);
    const typed = listDraftParts({ ...draft, public: '10.101.7.100-10.101.7.101', private: '172.30.2.0/24' }, aClaim());
    expect(show(typed)).toEqual([
      'public 10.101.7.100/31 given',
      'private 172.30.2.0/24 given',
      'machine 10.101.7.2',
      'bridge 172.30.15.254',
    ]);
    expect(show(listDraftParts({ ...draft, public: '10.101.7.', private: 'x' }, null))).toEqual([]);
  });

  it('are written into the form when they are dragged', () => {
    const [machine, range, subnet, bridge] = listDraftParts(draft, aClaim());
    expect(moveDraftPart(draft, range!, toKnownRange('10.101.7.40-10.101.7.60'), block).public).toBe('10.101.7.40-10.101.7.60');
    const named = { ...draft, machines: 'blue nc1' };
    expect(moveDraftPart(named, machine!, toKnownRange('10.101.7.7'), block).machines).toBe('blue=10.101.7.7 nc1');
    expect(moveDraftPart(draft, subnet!, toKnownRange('172.30.4.10-172.30.6.9'), block).private).toBe('172.30.4.0/23');
    expect(moveDraftPart(draft, subnet!, toKnownRange('172.30.16.0/23'), block)).toEqual(draft);
    expect(moveDraftPart(draft, bridge!, toKnownRange('172.30.1.1'), block)).toEqual(draft);
  });

  it('can be moved where they are one piece', () => {
    const list = listDraftParts({ ...draft, public: '10.101.7.9 10.101.7.11' }, aClaim());
    expect(list.map((part) => isMovable(part, list))).toEqual([false, false, true, true, false]);
  });

  it('are told in a sentence', () => {
    expect(explainPart('green', { kind: 'public', name: null, range: toKnownRange('10.101.7.64/27') })).toBe(
      'The public addresses of green: 10.101.7.64/27, 32 addresses.',
    );
  });
});
