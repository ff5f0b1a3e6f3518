import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aHost, aVolumeGroup } from '#fakes/host-facts.ts';
import { aDefinition, aDisk, aMachine } from '#fakes/machines.ts';
import { known } from '#domain/fact.ts';
import { checkDraft } from '#domain/machines/check-draft.ts';
import { collectTaken } from '#domain/machines/collect-taken.ts';
import { proposeDisplay } from '#domain/machines/propose-display.ts';
import { proposeDraft } from '#domain/machines/propose-draft.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';

const dice = (...rolls: number[][]) => {
  let next = 0;
  return () => Uint8Array.from(rolls[next++ % rolls.length]!);
};
const { network, storage } = aHost();

describe('proposeDraft', () => {
  it('proposes what checkDraft has nothing against, on a host in order', () => {
    const draft = proposeDraft({ facts: aHost(), machines: [], role: 'ciab', name: null, randomBytes: dice([1, 2, 3]) });
    expect(draft).toEqual({
      name: 'ciab',
      role: 'ciab',
      isoPath: null,
      memoryMiB: 4096,
      vcpus: 2,
      disk: aDisk(),
      bridge: 'br0',
      mac: '52:54:00:01:02:03',
      vnc: { kind: 'socket' },
      addresses: { ip: '10.101.1.11', prefixLength: 16, gateway: '10.101.0.2', nameserver: '10.101.0.3' },
    });
    expect(checkDraft(draft, aHost(), [])).toEqual([]);
  });

  it('steps aside for machines, volumes, stations behind the bridge and QEMU’s default MAC', () => {
    const facts = aHost({
      network: {
        ...network,
        forwarding: known([{ mac: '52:54:00:00:00:09', port: 'em1', bridge: 'br0', isLocal: false }], 'bridge fdb'),
        neighbours: known(
          [{ address: '10.101.1.11', device: 'br0', mac: '00:11:22:33:44:55', states: ['REACHABLE'] }],
          'ip neigh',
        ),
      },
      storage: {
        ...storage,
        volumes: known(
          [{ name: 'ciab-2', group: 'vg01', path: '/dev/vg01/ciab-2', sizeBytes: 1, attributes: '', tags: [] }],
          'lvs',
        ),
      },
    });
    const randomBytes = dice([0x12, 0x34, 0x60], [0x12, 0x34, 0x56], [0, 0, 9], [0, 0, 10]);
    const draft = proposeDraft({ facts, machines: [aMachine()], role: 'ciab', name: null, randomBytes });
    expect(draft).toMatchObject({
      name: 'ciab-3',
      disk: aDisk({ name: 'ciab-3' }),
      mac: '52:54:00:00:00:0a',
      addresses: { ip: '10.101.1.12' },
    });
    expect(proposeDraft({ facts, machines: [], role: 'nc', name: 'ciab-2', randomBytes })).toMatchObject({
      name: 'ciab-2',
      disk: { name: 'ciab-2-2' },
    });
  });

  it('fits sizes to a small host', () => {
    const small: Partial<HostFacts> = {
      memory: known({ totalMiB: 4000, availableMiB: 3600, swapTotalMiB: 0 }, 'x'),
      cpu: known({ vendor: 'amd', model: 'x', threads: 1, virtualisation: 'svm' }, 'x'),
      storage: { ...storage, groups: known([aVolumeGroup('vg01', 8)], 'vgs') },
    };
    const draft = proposeDraft({ facts: aHost(small), machines: [], role: 'ciab', name: null, randomBytes: dice([1, 2, 3]) });
    expect(draft).toMatchObject({ memoryMiB: 3072, vcpus: 1, disk: { sizeGiB: 4 } });
    expect(checkDraft(draft, aHost(small), []).filter(({ level }) => level === 'refusal')).toEqual([]);
  });

  it('leaves empty what the host does not have, and checkDraft says so', () => {
    const facts = aHost({ network: { ...network, links: known([], 'ip') }, storage: { ...storage, groups: known([], 'vgs') } });
    const draft = proposeDraft({ facts, machines: [], role: 'ciab', name: null, randomBytes: dice([1, 2, 3]) });
    expect(draft).toMatchObject({ disk: { group: '' }, bridge: '', addresses: null });
    expect(checkDraft(draft, facts, []).map(({ field, level }) => `${field} ${level}`)).toEqual(
      expect.arrayContaining(['disk.place refusal', 'bridge refusal', 'addresses warning']),
    );
  });

  it('gives the lowest free display', () => {
    const machine = aMachine({ definition: aDefinition({ vnc: { kind: 'display', number: 1 } }) });
    expect(proposeDisplay(collectTaken(aHost(), [machine]))).toBe(2);
  });

  it('never proposes a MAC that is taken', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 20 }), (rolls) => {
        const randomBytes = dice(...rolls.map((roll) => [...roll]), [9, 9, 9]);
        const first = proposeDraft({ facts: aHost(), machines: [], role: 'nc', name: null, randomBytes });
        const nics = [{ mac: first.mac, backend: 'bridge' as const, model: null, bridge: 'br0', tap: null }];
        const again = proposeDraft({
          facts: aHost(),
          machines: [aMachine({ nics, definition: null })],
          role: 'nc',
          name: null,
          randomBytes: dice(...rolls.map((roll) => [...roll]), [9, 9, 9], [8, 8, 8]),
        });
        expect(again.mac).not.toBe(first.mac);
        expect(again.mac.startsWith('52:54:00:12:34:')).toBe(false);
      }),
    );
  });
});
