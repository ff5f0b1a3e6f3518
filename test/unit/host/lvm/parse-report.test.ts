import { describe, expect, it } from 'vitest';
import { parseSections } from '#host/facts/parse-sections.ts';
import type { Section } from '#host/facts/section.ts';
import { Unreadable } from '#host/facts/unreadable.ts';
import { parseGroups } from '#host/lvm/parse-groups.ts';
import { parseVolumes } from '#host/lvm/parse-volumes.ts';
import { readFixture, recordedNonce } from '../../../fixtures/read-fixture.ts';

function section(fixture: string, name: string): Section {
  const found = parseSections(readFixture(fixture), recordedNonce).find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no section ${name}`);
  return found;
}

const sayingNothing = { name: 'groups', command: 'vgs', output: '', problem: '', status: 0 };

const thick = { pool: null, dataPercent: null, metadataPercent: null, origin: null, createdEpochMs: null };

describe('LVM', () => {
  it('tells volumes with their tags and sizes', () => {
    expect(parseVolumes(section('practice-host/collect.txt', 'volumes'))).toEqual([
      {
        name: 'other-disk',
        group: 'vg01',
        path: '/dev/vg01/other-disk',
        sizeBytes: 8 * 1024 ** 2,
        attributes: '-wi-a-----',
        tags: ['nutshell'],
        ...thick,
      },
      {
        name: 'spare',
        group: 'vg01',
        path: '/dev/vg01/spare',
        sizeBytes: 64 * 1024 ** 2,
        attributes: '-wi-ao----',
        tags: [],
        ...thick,
      },
    ]);
  });

  it('tells the same without JSON', () => {
    const modern = 'practice-host/collect.txt';
    const old = 'practice-host/lvm-without-json.txt';
    expect(parseVolumes(section(old, 'volumes'))).toEqual(parseVolumes(section(modern, 'volumes')));
    expect(parseGroups(section(old, 'groups'))).toEqual(parseGroups(section(modern, 'groups')));
  });

  it('that is silent because it is not root is no empty list', () => {
    const refused = { ...sayingNothing, problem: '  WARNING: Running as a non-root user. Functionality may be unavailable.' };
    expect(() => parseGroups(refused)).toThrow(Unreadable);
    expect(parseGroups(sayingNothing)).toEqual([]);
  });

  it.each(['{"report":[{"lv":[]}]}', '{"report":[{"vg":[{"vg_name":"a","vg_size":"lots"}]}]}', '{', '{}'])(
    'that says %j cannot be read',
    (output) => {
      expect(() => parseGroups({ ...sayingNothing, output })).toThrow(Unreadable);
    },
  );
});
