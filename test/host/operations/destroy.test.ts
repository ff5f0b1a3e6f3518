import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHostStory, type HostStory } from '#support/host-story.ts';
import { listRemovals } from '#domain/removals/list-removals.ts';

let story: HostStory;
beforeAll(async () => {
  story = await openHostStory();
});
afterAll(() => story.close());

const volumes = () => story.type('lvs --noheadings -o lv_name vg01 | sort | xargs');
const running = () => story.type('pgrep -c qemu-system || true');

/** The emulated host takes a second for what a real one does in milliseconds. */
const timeout = 900_000;

describe('destroying on a real KVM host', () => {
  let operationId: string;

  it('sets machine and data aside under another name', { timeout }, async () => {
    await story.launch('keeper');
    await story.write('/dev/vg01/keeper', 'precious');
    const destroyed = await story.destroy('keeper');
    ({ operationId } = destroyed);
    expect(destroyed.operation.sentence).toBe('Destroy keeper: done.');
    expect(destroyed.destroy.volumes).toMatchObject([{ path: '/dev/vg01/keeper', isRemoved: true, lastUse: { kind: 'in-use' } }]);
    expect(await volumes()).toBe(`removed-${operationId}-1`);
    expect(await story.type(`lvs --noheadings -o lv_tags vg01`)).toContain(`nutshell.removed=${operationId}`);
    expect(await running()).toBe('0');
    const { facts, machine } = await story.find('keeper');
    expect(machine).toBeUndefined();
    const [removal] = listRemovals(facts);
    expect(removal).toMatchObject({ state: 'counting', removal: { operationId, machines: ['keeper'], isUndoable: true } });
    expect(removal?.remainingMs).toBeGreaterThan(60_000);
  });

  it('brings both back when it is undone, as they were', { timeout }, async () => {
    const undone = await story.continue(operationId, 'undo');
    expect(undone.sentence).toMatch(/^Destroy keeper was undone; .* nothing was left behind/);
    const { machine, facts } = await story.find('keeper');
    expect(machine).toMatchObject({ owner: 'nutshell', state: { kind: 'stopped' } });
    expect(await story.readWord('/dev/vg01/keeper')).toBe('precious');
    expect(await story.type('lvs --noheadings -o lv_tags vg01/keeper')).not.toContain('removed');
    expect(listRemovals(facts)).toEqual([]);
    expect(await story.type('ls /var/lib/nutshell/removed')).toBe('');
  });

  it('removes for good when the time is over, by itself, and is not undone any more', { timeout }, async () => {
    const destroyed = await story.destroy('keeper', { graceMinutes: 2 });
    expect(destroyed.operation.sentence).toBe('Destroy keeper: done.');
    expect(await volumes()).toBe(`removed-${destroyed.operationId}-1`);
    await expect.poll(volumes, { timeout: 400_000, interval: 5_000 }).toBe('');
    await expect.poll(() => story.type('ls /var/lib/nutshell/removed')).toBe('');
    expect(await story.type('cat /var/lib/nutshell/removed.log')).toContain(
      `removed volume vg01/removed-${destroyed.operationId}-1`,
    );
    await expect(story.continue(destroyed.operationId, 'undo')).rejects.toThrow(/cannot be undone any more/);
  });

  it('ends a machine that somebody started by hand where that is meant, and nothing but its process', { timeout }, async () => {
    await story.type('lvcreate -qq -y -n byhand -L 8m vg01');
    await story.type(
      'qemu-system-x86_64 -accel tcg -m 32 -S -name byhand -drive file=/dev/vg01/byhand,format=raw -display none -daemonize 2>/dev/null',
    );
    const { destroy, operation } = await story.destroy('byhand', { isForeignMeant: true });
    expect(destroy.volumes).toMatchObject([{ path: '/dev/vg01/byhand', isRemoved: false }]);
    expect(operation.sentence).toBe('Power byhand off: done.');
    expect(await running()).toBe('0');
    expect(await volumes()).toBe('byhand');
  });
});
