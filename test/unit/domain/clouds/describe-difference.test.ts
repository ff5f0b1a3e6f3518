import { describe, expect, it } from 'vitest';
import { anAddress } from '#fakes/addressing.ts';
import { aCloud, aCloudMachine, aLargeCloud } from '#fakes/clouds.ts';
import type { CloudMachine } from '#domain/clouds/cloud.ts';
import { describeDifference, summariseDifference } from '#domain/clouds/describe-difference.ts';
import { toKnownRange } from '#domain/addressing/parse-ranges.ts';

const withMachine = (more: Partial<CloudMachine>) => aCloud({ machines: [aCloudMachine(more)] });

describe('the difference between a cloud and its file', () => {
  it('is nothing where nothing is different', () => {
    const changes = describeDifference(aLargeCloud(), aLargeCloud());
    expect(changes).toEqual([]);
    expect(summariseDifference(changes)).toBe('Nothing is different: the cloud is as the file has it.');
  });

  it('names machines that come and go', () => {
    const [nc, , frontend] = aLargeCloud().machines;
    const added = aCloudMachine({ name: 'blue-nc-3', role: 'nc', address: anAddress('10.101.7.9') });
    const after = aLargeCloud({ machines: [nc!, added, frontend!] });
    const changes = describeDifference(aLargeCloud(), after);
    expect(changes.map(({ sentence }) => sentence)).toEqual([
      'blue-nc-2 (nc) is no longer in the file: it would be destroyed, with its disk.',
      'blue-nc-3 (nc) is new: it would be launched at 10.101.7.9.',
    ]);
    expect(summariseDifference(changes)).toBe('Different: 1 machine to launch, 1 machine to destroy.');
  });

  it.each<[Partial<CloudMachine>, string, string]>([
    [{ memoryMiB: 8192 }, 'next-start', 'blue gets 8 GiB of RAM and not 4 GiB, from its next start on.'],
    [{ vcpus: 1 }, 'next-start', 'blue gets 1 virtual CPU and not 2, from its next start on.'],
    [{ diskGiB: 200 }, 'at-once', 'The disk of blue grows from 100 GiB to 200 GiB.'],
    [{ diskGiB: 50 }, 'new-machine', 'a disk is never made smaller. That needs a new machine: destroy blue first.'],
    [{ isoPath: null }, 'at-once', 'The CD is taken out of the drive of blue.'],
    [{ role: 'frontend' }, 'new-machine', 'blue was installed as ciab, and the file has frontend.'],
    [{ address: anAddress('10.101.7.9') }, 'new-machine', 'with the address 10.101.7.2, and the file has 10.101.7.9.'],
    [{ mac: '52:54:00:0a:0b:0d' }, 'new-machine', 'blue has the MAC 52:54:00:0a:0b:0c'],
    [{ bridge: 'br1' }, 'new-machine', 'blue is on bridge br0, and the file has br1.'],
    [{ diskName: 'other' }, 'new-machine', 'The disk of blue is called blue, and in the file other.'],
  ])('says of %j how it can come about', (more, way, sentence) => {
    const [change, ...others] = describeDifference(aCloud(), withMachine({ diskName: 'blue', ...more }));
    expect(others).toEqual([]);
    expect(change).toMatchObject({ kind: 'machine-changed', machine: 'blue', way });
    expect(change!.sentence).toContain(sentence);
  });

  it('says what Nutshell claims and what the cloud itself must be told', () => {
    const after = aCloud({ public: [toKnownRange('10.101.7.64-10.101.7.127')], bridgeAddress: null });
    expect(describeDifference(aCloud(), after).map(({ sentence }) => sentence)).toEqual([
      'Public addresses: 10.101.7.64-10.101.7.127, and no longer 10.101.7.64-10.101.7.95. Nutshell claims them; the cloud itself keeps what its installer was told until you change it there.',
      'NC bridge address: none, and no longer 172.30.15.254. Nutshell claims them; the cloud itself keeps what its installer was told until you change it there.',
    ]);
  });

  it.each([
    [aCloud({ name: 'green' }), 'A cloud cannot be renamed.'],
    [aCloud({ recipe: 'practice-cloud' }), 'Recipe eucalyptus-faststart-3 was used, and the file has practice-cloud'],
    [aCloud({ shape: 'frontend-and-nodes' }), 'The shape was cloud-in-a-box'],
  ])('tells another cloud from a changed one', (after, sentence) => {
    const changes = describeDifference(aCloud(), after);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ kind: 'other-cloud', sentence: expect.stringContaining(sentence) as string });
    expect(summariseDifference(changes)).toBe('It is another cloud now.');
  });
});
