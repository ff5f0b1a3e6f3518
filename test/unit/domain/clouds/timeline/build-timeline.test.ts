import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aBuiltInRecipe } from '#fakes/recipes.ts';
import { buildTimeline } from '#domain/clouds/timeline/build-timeline.ts';
import type { InstallSign } from '#domain/clouds/timeline/install-sign.ts';
import { getStage, rankStage, sumStages } from '#domain/clouds/timeline/install-timeline.ts';
import { judgeStall } from '#domain/clouds/timeline/judge-stall.ts';

const practice = aBuiltInRecipe('practice-cloud');
const faststart = aBuiltInRecipe('eucalyptus-faststart-3');
const mebibyte = 1024 ** 2;

const started = (second: number, what: 'installer' | 'installed-system' = 'installer'): InstallSign => ({
  kind: 'started',
  atEpochMs: second * 1_000,
  what,
});
const serial = (second: number, line: string): InstallSign => ({ kind: 'serial', atEpochMs: second * 1_000, line });
const disk = (second: number, writtenBytes: number): InstallSign => ({ kind: 'disk', atEpochMs: second * 1_000, writtenBytes });
const health = (second: number, title: string, isMet = true): InstallSign => ({
  kind: 'health',
  atEpochMs: second * 1_000,
  title,
  isMet,
});
const event = (second: number, name: string, data: Record<string, string | boolean> = {}): InstallSign => ({
  kind: 'qmp',
  atEpochMs: second * 1_000,
  event: { name, atEpochMs: second * 1_000, data },
});

/** Invented times; the lines are those that resources/practice/installer prints. */
const inventedPracticeInstall: readonly InstallSign[] = [
  started(0),
  event(0, 'RESET', { guest: false }),
  serial(4, 'practice-installer: starting (it behaves as Silvereye FastStart does, in small)\r'),
  serial(5, 'practice-installer: role ciab\r'),
  serial(6, 'practice-installer: fetching ks= from file:/ks.cfg\r'),
  serial(8, 'practice-installer: step 1 of 5: disk vda\r'),
  serial(10, 'practice-installer: step 2 of 5: packages\r'),
  serial(11, 'packages: 3 of 9 kernel\r'),
  serial(16, 'practice-installer: step 5 of 5: writing everything to disk\r'),
  serial(17, 'practice-installer: finished, restarting from the disk\r'),
  serial(17, '[   15.600704] reboot: Restarting system\r'),
  event(18, 'SHUTDOWN', { guest: true, reason: 'guest-reset' }),
  started(19, 'installed-system'),
  serial(22, 'practice-system: starting blue\r'),
  serial(32, 'practice-system: ready\r'),
];

describe('the timeline of an install', () => {
  it('follows the practice installer by the lines of its console', () => {
    const { phases, lastLine } = buildTimeline(practice, 'ciab', inventedPracticeInstall);
    expect(
      phases.map(({ stage, beganEpochMs, endedEpochMs }) => [
        stage,
        beganEpochMs / 1_000,
        endedEpochMs === null ? null : endedEpochMs / 1_000,
      ]),
    ).toEqual([
      ['booting', 0, 6],
      ['questions', 6, 8],
      ['configuration', 8, 10],
      ['packages', 10, 16],
      ['configuration', 16, 17],
      ['reboot', 17, 19],
      ['first-boot', 19, 32],
      ['ready', 32, 32],
    ]);
    expect(lastLine).toBe('practice-system: ready');
  });

  it('follows FastStart, whose console says nothing, by its disk, its restart and its health checks (invented times)', () => {
    const titles = faststart.health.filter(({ roles }) => roles.length === 0 || roles.includes('nc')).map(({ title }) => title);
    const signs = [
      started(0),
      disk(30, 0),
      disk(300, 2 * mebibyte),
      disk(400, 100 * mebibyte),
      disk(900, 2_000 * mebibyte),
      event(1_500, 'RESET', { guest: true }),
      disk(1_510, 2_001 * mebibyte),
      ...titles.map((title, at) => health(1_700 + at, title)),
    ];
    const { phases } = buildTimeline(faststart, 'nc', signs);
    expect(phases.map(({ stage }) => stage)).toEqual(['booting', 'packages', 'reboot', 'first-boot', 'ready']);
    expect(phases[2]?.title).toBe('The install is over');
    expect(sumStages(buildTimeline(faststart, 'nc', signs), 9_999_000).get('packages')).toBe(1_100_000);
  });

  it('begins anew where the machine was reset before anything was installed, and after that never', () => {
    const reset = buildTimeline(practice, 'ciab', [
      started(0),
      serial(6, 'practice-installer: fetching ks= from x'),
      event(70, 'RESET', { guest: false }),
    ]);
    expect(reset.phases.map(({ stage }) => stage)).toEqual(['booting', 'questions', 'booting']);
    const late = buildTimeline(practice, 'ciab', [...inventedPracticeInstall.slice(0, 8), event(12, 'RESET', { guest: true })]);
    expect(getStage(late)).toBe('reboot');
  });

  it('says when a person is needed, and goes on when one came', () => {
    const asked = [started(0), serial(6, 'practice-installer: language: which?')];
    const timeline = buildTimeline(practice, 'ciab', asked);
    expect(judgeStall(timeline, 10_000_000)).toEqual({
      kind: 'needs-person',
      sinceEpochMs: 6_000,
      sentence: 'It needs a person: It asks for the language.',
    });
    expect(getStage(buildTimeline(practice, 'ciab', [...asked, serial(90, 'practice-installer: step 2 of 5: packages')]))).toBe(
      'packages',
    );
  });

  it.each([
    [serial(9, 'practice-installer: stopped: no disk'), 'The installer stopped'],
    [event(9, 'GUEST_PANICKED'), 'Its own system crashed (guest panic)'],
    [event(9, 'SHUTDOWN', { guest: false, reason: 'host-qmp-quit' }), 'It was powered off.'],
    [event(9, 'SHUTDOWN', { guest: false, reason: 'host-error' }), 'QEMU met an error on the host and gave up.'],
  ])('tells a failure, and nothing that comes after it is progress', (sign, title) => {
    const timeline = buildTimeline(practice, 'ciab', [started(0), sign, serial(20, 'practice-installer: step 2 of 5: packages')]);
    expect(timeline.phases.at(-1)).toEqual({ stage: 'failed', title, beganEpochMs: 9_000, endedEpochMs: 9_000 });
    expect(judgeStall(timeline, 10_000_000)).toEqual({ kind: 'over' });
  });

  it('is not ready while a check fails, nor again unready', () => {
    const [first = '', ...others] = faststart.health
      .filter(({ roles }) => roles.length === 0 || roles.includes('nc'))
      .map(({ title }) => title);
    const base = [started(0, 'installed-system'), ...others.map((title) => health(5, title)), health(6, first, false)];
    expect(getStage(buildTimeline(faststart, 'nc', base))).toBe('first-boot');
    expect(getStage(buildTimeline(faststart, 'nc', [...base, health(7, first), health(8, first, false)]))).toBe('ready');
  });

  it('never goes back, ends every phase where the next begins, and keeps its times in order, whatever is seen', () => {
    const lines = [
      'practice-installer: starting x',
      'practice-installer: step 2 of 5: packages',
      'practice-installer: finished, x',
      'practice-system: starting x',
      'practice-system: ready',
      'noise',
      '',
    ];
    const sign = fc.oneof(
      fc.constantFrom(...lines).map((line) => serial(0, line)),
      fc.constantFrom('RESET', 'STOP', 'RESUME').map((name) => event(0, name)),
      fc.integer({ min: 0, max: 10 }).map((times) => disk(0, times * 20 * mebibyte)),
      fc.constant(started(0)),
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 30 }), (signs) => {
        const { phases } = buildTimeline(
          practice,
          'ciab',
          signs.map((one, at) => ({ ...one, atEpochMs: at * 1_000 })),
        );
        for (const [at, phase] of phases.entries()) {
          const next = phases[at + 1];
          if (next === undefined) continue;
          expect(phase.endedEpochMs).toBe(next.beganEpochMs);
          expect(next.stage === 'booting' || rankStage(next.stage) >= rankStage(phase.stage)).toBe(true);
        }
      }),
    );
  });
});

describe('a stall', () => {
  const timeline = buildTimeline(practice, 'ciab', [
    ...inventedPracticeInstall.slice(0, 8),
    disk(30, mebibyte),
    disk(500, mebibyte),
  ]);

  it('is when nothing is seen for longer than the stage may be silent; a disk that does not grow shows nothing', () => {
    expect(timeline.lastSignEpochMs).toBe(30_000);
    expect(judgeStall(timeline, 30_000 + 10 * 60_000)).toEqual({ kind: 'going' });
    expect(judgeStall(timeline, 30_000 + 16 * 60_000)).toEqual({
      kind: 'stalled',
      sinceEpochMs: 30_000,
      sentence:
        'Nothing was seen of it for 16 minutes, while packages are installed. Look at its screen. Its console said last: packages: 3 of 9 kernel',
    });
  });

  it('comes later on a slow host, and not before anything was seen', () => {
    expect(judgeStall(timeline, 30_000 + 16 * 60_000, 5)).toEqual({ kind: 'going' });
    expect(judgeStall(buildTimeline(practice, 'ciab', []), 10_000_000)).toEqual({ kind: 'going' });
  });
});
