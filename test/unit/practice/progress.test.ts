import { describe, expect, it } from 'vitest';
import type { PracticeProgress } from '#domain/practice/practice.ts';
import { countPackages } from '#practice/build-images.ts';
import { createProgress } from '#practice/progress.ts';

describe('progress', () => {
  it('counts only the steps that will run', () => {
    const seen: PracticeProgress[] = [];
    const progress = createProgress(['restore'], (step) => seen.push(step));
    progress.update('restore', 0.4, 'Setting its clock');
    expect(seen).toEqual([{ step: 'restore', title: 'Restore the saved state', percent: 40, detail: 'Setting its clock' }]);
  });

  it('never goes backwards and keeps 100 for ready, also with two steps side by side', () => {
    const percents: number[] = [];
    const progress = createProgress(['root-file-system', 'installer', 'disk'], ({ percent }) => percents.push(percent));
    progress.update('root-file-system', 0.5);
    progress.update('installer', 1);
    progress.update('root-file-system', 0.2);
    progress.update('root-file-system', 1);
    progress.update('disk', 5);
    progress.ready();
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(percents.at(-2)).toBe(99);
    expect(percents.at(-1)).toBe(100);
  });

  it('reads from apt and dpkg how far the packages are', () => {
    const fractions: number[] = [];
    const onLine = countPackages((fraction) => fractions.push(fraction));
    onLine('Get:1 http://deb.debian.org/debian bookworm InRelease [151 kB]');
    onLine('0 upgraded, 2 newly installed, 0 to remove and 0 not upgraded.');
    for (const line of [
      'Get:1 http://deb.debian.org/debian bookworm/main amd64 lvm2 amd64',
      'Unpacking lvm2 ...',
      'Setting up lvm2 ...',
    ]) {
      onLine(line);
    }
    expect(fractions).toEqual([1, 2, 3].map((seen) => (seen / 6) * 0.92));
  });
});
