import { describe, expect, it } from 'vitest';
import { advanceProgress, getPercent, getRemainingMs, type StepProgress } from '#domain/activity/step-progress.ts';

const report = (doneBytes: number, atEpochMs: number, totalBytes: number | null = 1_000) => ({
  doneBytes,
  totalBytes,
  atEpochMs,
});
const after = (...reports: ReturnType<typeof report>[]): StepProgress | null =>
  reports.reduce<StepProgress | null>((before, next) => advanceProgress(before, next), null);

describe('the progress of a step', () => {
  it('has a rate from the second report on, smoothed', () => {
    expect(after(report(100, 0))).toMatchObject({ bytesPerSecond: null });
    expect(after(report(100, 0), report(300, 1_000))).toMatchObject({ bytesPerSecond: 200 });
    expect(after(report(100, 0), report(300, 1_000), report(600, 2_000))).toMatchObject({ bytesPerSecond: 230 });
  });

  it('says how far and how long', () => {
    const progress = after(report(0, 0), report(250, 1_000))!;
    expect(getPercent(progress)).toBe(25);
    expect(getRemainingMs(progress)).toBe(3_000);
  });

  it('says nothing that nobody knows', () => {
    const endless = after(report(0, 0, null), report(250, 1_000, null))!;
    expect([getPercent(endless), getRemainingMs(endless)]).toEqual([null, null]);
    expect(getRemainingMs(after(report(5, 0))!)).toBeNull();
    expect(getPercent(after(report(5, 0, 0))!)).toBeNull();
  });

  it('is not led astray by a clock that jumps, nor by a download that begins anew', () => {
    expect(after(report(0, 5_000), report(250, 1_000))).toMatchObject({ bytesPerSecond: null });
    expect(after(report(500, 0), report(10, 1_000))).toMatchObject({ bytesPerSecond: null });
    expect(getPercent(after(report(2_000, 0))!)).toBe(100);
    expect(getRemainingMs(after(report(500, 0), report(2_000, 1_000))!)).toBe(0);
  });
});
