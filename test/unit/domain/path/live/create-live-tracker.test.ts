import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLiveTracker } from '#domain/path/live/create-live-tracker.ts';
import { describeChange } from '#domain/path/live/describe-change.ts';
import { parseLiveLine } from '#domain/path/live/parse-live-line.ts';

const beginning = [
  'w ip bridge tc',
  'n 1 br0',
  's 1 2 0x1003 up 1500 - -',
  'c 1 1000 10 2000 20',
  'd 1 0 0 0 0',
  'n 2 vnet5',
  's 2 3 0x1303 up 1500 2 3',
  'c 2 0 0 0 0',
  't 100.00',
];

function follow(...lines: readonly string[]) {
  const tracker = createLiveTracker(0);
  const outcomes = lines.map((line, at) => {
    const parsed = parseLiveLine(line);
    return parsed === null ? 'unread' : tracker.take(parsed, at);
  });
  return { tracker, outcomes, picture: tracker.takePicture(lines.length) };
}

const linkOf = ({ picture }: ReturnType<typeof follow>, name: string) => picture.links.find((link) => link.name === name);
const told = ({ picture }: ReturnType<typeof follow>) => picture.changes.map(({ change }) => describeChange(change));

describe('the picture of the links', () => {
  it('knows no rates before a whole turn was counted, and nothing as changed', () => {
    const seen = follow(...beginning);
    expect(linkOf(seen, 'vnet5')).toMatchObject({ state: 'up', master: 'br0', portState: 'forwarding', rates: null });
    expect(seen.picture).toMatchObject({ turn: 1, changes: [], sources: { tellsChanges: true, tellsQueues: true } });
  });

  it('has the rates of the last turn, and none of a link that did not move', () => {
    const seen = follow(...beginning, 'c 1 3000 20 2000 20', 't 102.00');
    expect(linkOf(seen, 'br0')?.rates).toMatchObject({ rxBytes: 1000, rxPackets: 5, txBytes: 0 });
    expect(linkOf(seen, 'vnet5')?.rates).toMatchObject({ rxBytes: 0, txDropped: 0 });
  });

  it('counts what was lost while somebody looked', () => {
    const seen = follow(...beginning, 'd 2 0 0 0 520', 'q 2 3 15Kb 40p', 't 101.00', 'd 2 0 0 1 530', 'q 2 8 0b 0p', 't 102.00');
    expect(linkOf(seen, 'vnet5')).toMatchObject({
      rates: { txDropped: 10, txErrors: 1 },
      lost: { dropped: 530, errors: 1, queueDropped: 5 },
      queue: { dropped: 8, waitingBytes: 0 },
      queueDropRate: 5,
    });
  });

  it('tells at once that a link went down, and who left which bridge', () => {
    const seen = follow(...beginning, 's 2 3 0x1302 down 1500 2 0', 's 2 3 0x1002 down 1500 - -');
    expect(seen.outcomes.slice(-2)).toEqual(['change', 'change']);
    expect(linkOf(seen, 'vnet5')).toMatchObject({ state: 'down', master: null });
    expect(told(seen)).toEqual(['vnet5 is down; it was up.', 'vnet5 is disabled as a bridge port.', 'vnet5 left br0.']);
  });

  it('begins anew with a link that went and came again under the same name', () => {
    const seen = follow(...beginning, 'g 2', 'n 3 vnet5', 's 3 9 0x1003 up 1500 - -', 'c 3 9000 9 0 0', 't 101.00');
    expect(linkOf(seen, 'vnet5')).toMatchObject({ index: 9, rates: null });
    expect(told(seen)).toEqual(['vnet5 is gone.', 'vnet5 came.']);
  });

  it('knows no rates where the clock went back or stood for long', () => {
    expect(linkOf(follow(...beginning, 't 99.00'), 'br0')?.rates).toBeNull();
    expect(linkOf(follow(...beginning, 't 400.00'), 'br0')?.rates).toBeNull();
  });

  it('has a carrier where the kernel does not say, and none where the other end is down', () => {
    const seen = follow(...beginning, 's 1 2 0x1003 unknown 1500 - -', 's 2 3 0x1303 lowerlayerdown 1500 2 0');
    expect(linkOf(seen, 'br0')?.state).toBe('up');
    expect(linkOf(seen, 'vnet5')?.state).toBe('no-carrier');
  });

  it('tells what changes beside the links', () => {
    const seen = follow(
      ...beginning,
      'a + br0 10.9.0.1/24',
      'h + 10.9.0.2 br0 02:00:00:00:00:02',
      'h + 10.9.0.3 br0 failed',
      'f + 02:00:00:00:00:02 vnet5 br0 -',
      'r - 10.8.0.0/24 via 10.9.0.7 dev br0',
      'x 12',
    );
    expect(told(seen)).toEqual([
      '10.9.0.1/24 was given to br0.',
      '10.9.0.2 answers on br0 with 02:00:00:00:00:02.',
      '10.9.0.3 does not answer on br0.',
      'br0 learned 02:00:00:00:00:02 on vnet5.',
      'Route removed: 10.8.0.0/24 via 10.9.0.7 dev br0',
    ]);
    expect(seen.picture.leftOut).toBe(12);
    expect(seen.tracker.takePicture(0).changes).toEqual([]);
  });

  it('passes over what no line of the script can be', () => {
    const strange = [
      'Welcome to kvm1!',
      '',
      'c 1 2',
      's 1 x 0x1 up 1 - -',
      't',
      'q 1 2 3 4',
      'n 1',
      'a ? br0 10.0.0.1',
      'c 1 -5 0 0 0',
    ];
    expect(strange.map(parseLiveLine)).toEqual(strange.map(() => null));
  });

  it('withstands lines of any kind, and keeps no more changes than a screen needs', () => {
    const word = fc.constantFrom(
      'n',
      'g',
      's',
      'c',
      'd',
      'q',
      'a',
      'h',
      'f',
      'r',
      'x',
      't',
      'w',
      '+',
      '-',
      '1',
      '2',
      '3',
      '0x1',
      'up',
      'em1',
      '-',
      '5',
    );
    fc.assert(
      fc.property(fc.array(fc.array(word, { maxLength: 8 }), { maxLength: 400 }), (lines) => {
        const { picture } = follow(...lines.map((words) => words.join(' ')));
        expect(picture.changes.length).toBeLessThanOrEqual(200);
        for (const { rates, lost } of picture.links) {
          expect(Object.values(rates ?? {}).every((rate) => rate >= 0 && Number.isFinite(rate))).toBe(true);
          expect(Object.values(lost).every((count) => count >= 0)).toBe(true);
        }
      }),
    );
  });
});
