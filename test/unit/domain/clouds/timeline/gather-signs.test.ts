import { describe, expect, it } from 'vitest';
import { aBuiltInRecipe } from '#fakes/recipes.ts';
import { buildProgress } from '#domain/clouds/timeline/build-progress.ts';
import { gatherSigns } from '#domain/clouds/timeline/gather-signs.ts';
import { parseInstallNote, type InstallNote, type InstallRecord } from '#domain/clouds/timeline/install-record.ts';

const practice = aBuiltInRecipe('practice-cloud');
const faststart = aBuiltInRecipe('eucalyptus-faststart-3');
const note = (second: number, what: InstallNote['what'], serialBytes: number, writtenBytes = 0): InstallNote => ({
  atEpochMs: second * 1_000,
  what,
  serialBytes,
  writtenBytes,
});
const event = (second: number, name: string, data = {}) => ({ name, atEpochMs: second * 1_000, data });
const restart = { guest: true, reason: 'guest-reset' };

/** As a practice host noted it, nested under emulation; the lines are shortened. */
const practiceRecord: InstallRecord = {
  notes: [
    note(790, 'installer', 0),
    note(793, 'look', 0, 4_096),
    note(869, 'look', 233, 16_384),
    note(886, 'look', 418, 1_466_368),
    note(907, 'look', 834, 40_624_128),
    note(910, 'look', 834, 40_624_128),
    note(928, 'installed-system', 834, 4_096),
    note(978, 'look', 874, 12_288),
    note(1_002, 'ready', 1_477, 770_048),
  ],
  events: [event(788, 'RESET', { guest: false }), event(909, 'SHUTDOWN', restart), event(2_000, 'SHUTDOWN', { guest: false })],
  lines: [
    {
      text: 'practice-installer: starting (it behaves as Silvereye FastStart does, in small)',
      endByte: 200,
      seenEpochMs: 9_000_000,
    },
    { text: 'practice-installer: step 2 of 5: packages', endByte: 400, seenEpochMs: 9_000_000 },
    { text: 'practice-installer: finished, restarting from the disk', endByte: 834, seenEpochMs: 9_000_000 },
    { text: 'practice-system: starting blue', endByte: 874, seenEpochMs: 9_000_000 },
    { text: 'practice-system: ready', endByte: 1_400, seenEpochMs: 9_000_000 },
  ],
};

describe('what the host kept of an install', () => {
  it('is a timeline from its beginning, whenever somebody looks', () => {
    const clock = { nowEpochMs: 9_000_000, slowness: 5 };
    const { timeline, stall } = buildProgress(practice, { name: 'blue', role: 'ciab' }, practiceRecord, clock);
    expect(timeline.phases.map(({ stage, beganEpochMs }) => [stage, beganEpochMs / 1_000])).toEqual([
      ['booting', 788],
      ['packages', 886],
      ['reboot', 907],
      ['first-boot', 928],
      ['ready', 1_002],
    ]);
    expect(stall).toEqual({ kind: 'over' });
  });

  it('ends where the machine was ready: that it is powered off a day later is no failed install', () => {
    expect(gatherSigns(practiceRecord, []).filter(({ atEpochMs }) => atEpochMs > 1_002_000)).toEqual([]);
  });

  it('has lines before the end of QEMU that the note after it tells of, and those that no note has at the time they were seen', () => {
    const record: InstallRecord = {
      notes: [note(10, 'installer', 0), note(20, 'look', 50)],
      events: [event(17, 'SHUTDOWN', restart)],
      lines: [
        { text: 'the last words', endByte: 50, seenEpochMs: 99_000 },
        { text: 'behind all notes', endByte: 90, seenEpochMs: 31_000 },
      ],
    };
    const told = gatherSigns(record, []).map(({ kind, atEpochMs }) => [kind, atEpochMs / 1_000]);
    expect(told).toEqual([
      ['started', 10],
      ['disk', 10],
      ['serial', 17],
      ['qmp', 17],
      ['disk', 20],
      ['serial', 31],
    ]);
  });

  it('makes a FastStart ready by what the host itself can see, without a console', () => {
    const record: InstallRecord = {
      notes: [note(0, 'installer', 0), note(400, 'look', 0, 2 ** 30), note(900, 'installed-system', 0), note(1_700, 'ready', 0)],
      events: [event(890, 'SHUTDOWN', restart)],
      lines: [],
    };
    const { timeline } = buildProgress(faststart, { name: 'blue', role: 'ciab' }, record, { nowEpochMs: 2_000_000, slowness: 1 });
    expect(timeline.phases.map(({ stage }) => stage)).toEqual(['booting', 'packages', 'reboot', 'first-boot', 'ready']);
  });

  it('says when it stands still, on a slow host later', () => {
    const record: InstallRecord = { notes: [note(0, 'installer', 0)], events: [], lines: [] };
    const look = (slowness: number) =>
      buildProgress(practice, { name: 'blue', role: 'ciab' }, record, { nowEpochMs: 600_000, slowness }).stall.kind;
    expect([look(1), look(5)]).toEqual(['stalled', 'going']);
  });

  it.each(['', '1 look', '1 late 2 3', 'x look 1 2', '1 look 2 3 4', '1795382790 installer 0'])(
    'does not take %j for a note',
    (line) => {
      expect(parseInstallNote(line)).toBeNull();
    },
  );
});
