import { describe, expect, it } from 'vitest';
import { addToHistory, emptyHistory } from '#domain/path/live/link-history.ts';
import { judgeLink } from '#domain/path/live/judge-link.ts';
import type { LiveLink } from '#domain/path/live/live-picture.ts';
import { aLiveLink, aLivePicture, someRates } from '#fakes/live.ts';

const pictureOf = (turn: number, ...links: readonly LiveLink[]) => aLivePicture({ turn, links });
const at = (name: string, rxBytes: number) => aLiveLink({ name, rates: { ...someRates, rxBytes } });

describe('the history of links', () => {
  it('grows by a point a turn, oldest first, and is bounded', () => {
    const history = [1, 2, 3, 4].reduce((past, turn) => addToHistory(past, pictureOf(turn, at('em1', turn)), 3), emptyHistory);
    expect(history.points.get('em1')?.map((point) => point?.rxBytesPerSecond)).toEqual([2, 3, 4]);
  });

  it('does not grow by a picture of the same turn, and begins anew where the looking did', () => {
    const first = addToHistory(emptyHistory, pictureOf(7, at('em1', 1)));
    expect(addToHistory(first, pictureOf(7, at('em1', 9)))).toBe(first);
    expect(addToHistory(first, pictureOf(1, at('em1', 9))).points.get('em1')).toHaveLength(1);
  });

  it('has a gap where nothing was counted, and forgets links that are gone', () => {
    const first = addToHistory(emptyHistory, pictureOf(1, at('em1', 1), aLiveLink({ name: 'tap0' })));
    const second = addToHistory(first, pictureOf(2, aLiveLink({ name: 'em1', rates: null })));
    expect(second.points.get('em1')).toEqual([expect.anything(), null]);
    expect(second.points.has('tap0')).toBe(false);
  });
});

describe('the judgement of a link', () => {
  it.each([
    ['that is down', aLiveLink({ state: 'down', portState: 'disabled' }), ['em1 is down: no frame passes.']],
    ['without a carrier', aLiveLink({ state: 'no-carrier' }), ['em1 has no carrier: nothing is at its other end.']],
    [
      'that learns still',
      aLiveLink({ portState: 'learning' }),
      ['em1 is a bridge port in state learning: frames do not pass yet.'],
    ],
    [
      'whose guest does not read',
      aLiveLink({ rates: { ...someRates, txDropped: 412.4 } }),
      ['em1 throws away 412 frames a second that should leave through it: its other end does not take them.'],
    ],
    [
      'whose queue overflows',
      aLiveLink({ queue: { dropped: 9, waitingBytes: 1e6, waitingPackets: 640 }, queueDropRate: 2.5 }),
      ['The queue of em1 overflows: it throws away 2.5 frames a second.', '640 packets wait in the queue of em1.'],
    ],
    ['that carries much', aLiveLink({ rates: { ...someRates, rxBytes: 1e9 } }), []],
  ])('%s', (_, link, sentences) => {
    expect(judgeLink(link).map(({ sentence }) => sentence)).toEqual(sentences);
  });
});
