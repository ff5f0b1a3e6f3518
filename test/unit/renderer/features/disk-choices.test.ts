import { describe, expect, it } from 'vitest';
import { known } from '#domain/fact.ts';
import { aDiskFolder, aHost, aThinPool, aVolumeGroup } from '#fakes/host-facts.ts';
import { findChoice, listDiskChoices } from '#renderer/features/machines/disk-choices.ts';

const facts = aHost({
  storage: {
    groups: known([aVolumeGroup('vg01', 40)], 'vgs'),
    volumes: known([aThinPool('pool0')], 'lvs'),
    folders: known([aDiskFolder(), aDiskFolder({ path: '/srv/disks', state: 'there' })], 'stat'),
  },
});
const choices = listDiskChoices(facts);

describe('the places a disk can be put', () => {
  it('are the groups, the pools, each folder once, and a folder of one’s own', () => {
    expect(choices.map(({ title }) => title)).toEqual([
      'Volume group vg01',
      'Thin pool vg01/pool0',
      'Nutshell’s own folder',
      'Folder /srv/disks',
      'Another folder',
    ]);
  });

  it('keep the format that was chosen', () => {
    expect(choices.map(({ toPlace }) => toPlace('raw'))).toEqual([
      { kind: 'lvm', group: 'vg01' },
      { kind: 'lvm-thin', group: 'vg01', pool: 'pool0' },
      { kind: 'file', folder: '/var/lib/nutshell/disks', format: 'raw' },
      { kind: 'file', folder: '/srv/disks', format: 'raw' },
      { kind: 'file', folder: '', format: 'raw' },
    ]);
  });

  it.each([
    [{ kind: 'file', folder: '/srv/disks', format: 'raw' }, 'Folder /srv/disks'],
    [{ kind: 'file', folder: '/elsewhere', format: 'raw' }, 'Another folder'],
    [{ kind: 'lvm', group: 'gone' }, undefined],
  ] as const)('know %j again', (place, title) => {
    expect(findChoice(choices, place)?.title).toBe(title);
  });
});
