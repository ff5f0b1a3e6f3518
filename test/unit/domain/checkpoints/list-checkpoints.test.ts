import { describe, expect, it } from 'vitest';
import { aCheckpoint, aCheckpointMachine } from '#fakes/checkpoints.ts';
import { aHost, aVolume } from '#fakes/host-facts.ts';
import { known } from '#domain/fact.ts';
import { findCheckpointsOf, listCheckpoints } from '#domain/checkpoints/list-checkpoints.ts';
import type { FoundCheckpoint } from '#domain/hosts/host-facts.ts';
import type { Volume } from '#domain/hosts/storage-facts.ts';
import { operationTag } from '#domain/machines/volume-tags.ts';

const { storage } = aHost();
const withVolumes = (volumes: readonly Volume[], found: FoundCheckpoint = aCheckpoint()) =>
  aHost({ storage: { ...storage, volumes: known(volumes, 'lvs') }, checkpoints: known([found], 'cat') });
const snapshot = (more: Partial<Volume> = {}) =>
  aVolume('checkpoint-op-1-1', { attributes: 'swi-a-s---', dataPercent: 12.5, tags: [operationTag('op-1')], ...more });
const judge = (volumes: readonly Volume[], found?: FoundCheckpoint) => listCheckpoints(withVolumes(volumes, found))[0];

describe('listCheckpoints', () => {
  it('tells how full a checkpoint is', () => {
    expect(judge([snapshot()])).toMatchObject({ state: 'whole', fullestPercent: 12.5, usedBytes: 2 ** 27, remarks: [] });
  });

  it.each<[string, readonly Volume[], string, RegExp]>([
    ['fills up', [snapshot({ dataPercent: 80 })], 'filling', /80 % full/],
    ['is full', [snapshot({ dataPercent: 100 })], 'damaged', /has overflowed/],
    ['LVM calls invalid', [snapshot({ attributes: 'swi-I-s---' })], 'damaged', /has overflowed/],
    ['is gone', [], 'damaged', /is gone \(vg01\/checkpoint-op-1-1\)/],
    ['somebody else’s volume stands in for', [snapshot({ tags: [] })], 'damaged', /is gone/],
  ])('says what is to be done where a snapshot %s', (_, volumes, state, remark) => {
    expect(judge(volumes)).toMatchObject({ state, remarks: [expect.stringMatching(remark)] });
  });

  it('says of one that was never finished just that', () => {
    const found = { ...aCheckpoint(), isFinished: false, pausedMs: null };
    expect(judge([], found)).toMatchObject({ state: 'unfinished', remarks: [expect.stringContaining('never finished')] });
  });

  it('does not judge what a reading does not look into', () => {
    const disk = { kind: 'qcow2', folder: '/srv', path: '/srv/ciab.qcow2', snapshot: 'checkpoint-op-1-1' } as const;
    const found = aCheckpoint({ machines: [aCheckpointMachine({ disk })] });
    expect(judge([], found)).toMatchObject({
      state: 'whole',
      fullestPercent: null,
      parts: [{ state: { kind: 'not-looked-at' } }],
    });
  });

  it('finds the checkpoints of a machine by its uuid', () => {
    const facts = withVolumes([]);
    expect(findCheckpointsOf(aCheckpointMachine().uuid, facts)).toEqual(['monday']);
    expect(findCheckpointsOf('another', facts)).toEqual([]);
  });
});
