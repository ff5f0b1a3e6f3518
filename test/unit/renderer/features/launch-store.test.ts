import { describe, expect, it, vi } from 'vitest';
import { createLaunchStore } from '#renderer/features/machines/create-launch-store.ts';
import { collectProblems, findFormProblems } from '#renderer/features/machines/launch-steps.ts';
import { toNetmask } from '#renderer/features/machines/addresses-view.tsx';
import { createFakeAppClient } from '#fakes/window/create-fake-app-client.ts';
import { scenarios } from '#fakes/window/scenarios.ts';
import { aDraft } from '#fakes/machines.ts';

function setUp() {
  const { client, calls } = createFakeAppClient(scenarios.healthy);
  return { store: createLaunchStore(client, 'kvm1'), calls };
}

describe('the launch wizard', () => {
  it('begins with a draft that collides with nothing', async () => {
    const { store } = setUp();
    await store.getState().propose('ciab');
    expect(store.getState().draft).toMatchObject({ name: 'ciab-2', disk: { name: 'ciab-2' }, bridge: 'br0' });
  });

  it('keeps what was typed when the role changes', async () => {
    const { store } = setUp();
    await store.getState().propose('ciab');
    store.getState().change({ isoPath: '/srv/iso/a.iso', memoryMiB: 6000 });
    await store.getState().propose('nc');
    expect(store.getState().draft).toMatchObject({ role: 'nc', isoPath: '/srv/iso/a.iso', memoryMiB: 6000 });
  });

  it('names the volume after the machine until it was given another name', async () => {
    const { store } = setUp();
    await store.getState().propose('ciab');
    store.getState().change({ name: 'mine' });
    expect(store.getState().draft?.disk.name).toBe('mine');
    store.getState().changeDisk({ name: 'disk' });
    store.getState().change({ name: 'yours' });
    expect(store.getState().draft?.disk.name).toBe('disk');
  });

  it('keeps the part of the disk that was chosen when the role changes, and proposes the rest', async () => {
    const { store } = setUp();
    await store.getState().propose('ciab');
    store.getState().changeDisk({ place: { kind: 'lvm-thin', group: 'vg01', pool: 'pool0' } });
    await store.getState().propose('nc');
    expect(store.getState().draft?.disk).toEqual({ kind: 'lvm-thin', group: 'vg01', pool: 'pool0', name: 'nc', sizeGiB: 100 });
  });

  it('says what is missing where a folder was chosen and none was named', async () => {
    const { store } = setUp();
    await store.getState().propose('ciab');
    store.getState().changeDisk({ place: { kind: 'file', folder: '', format: 'qcow2' } });
    expect(collectProblems(store.getState().draft, null)).toEqual([
      { field: 'disk.place', level: 'refusal', message: 'Which folder? Give its whole path on the host.' },
    ]);
  });

  it('asks the host only about what the form itself would let through', async () => {
    const { store, calls } = setUp();
    await store.getState().propose('ciab');
    store.getState().change({ name: '$(id)' });
    await store.getState().requestReview();
    expect(calls).not.toContain('machines.review');
    expect(collectProblems(store.getState().draft, null)[0]).toMatchObject({ field: 'name', level: 'refusal' });
  });

  it('forgets a review as soon as the draft is another', async () => {
    const { store } = setUp();
    await store.getState().propose('ciab');
    await store.getState().requestReview();
    await vi.waitFor(() => expect(store.getState().review).not.toBeNull());
    store.getState().change({ vcpus: 3 });
    expect(store.getState().review).toBeNull();
  });
});

it('says that a host without bridges has none, rather than that its name is wrong', () => {
  expect(findFormProblems(aDraft({ bridge: '' }))[0]?.message).toMatch(/no bridge/);
});

it.each([
  ['10.101.7.2', 16, '255.255.0.0'],
  ['10.101.7.2', 26, '255.255.255.192'],
  ['10.101.7.2', 32, '255.255.255.255'],
  ['10.101.7.2', 0, '0.0.0.0'],
  ['fd00::2', 64, '/64'],
])('%s/%d is asked for as %s', (ip, prefixLength, netmask) => {
  expect(toNetmask(ip, prefixLength)).toBe(netmask);
});
