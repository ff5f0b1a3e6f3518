import { describe, expect, it } from 'vitest';
import { createTerminalTabsStore } from '#renderer/session/create-terminal-tabs-store.ts';

const onHost = { hostId: 'kvm1', place: { kind: 'host' as const }, title: 'kvm1' };

function setUp(count: number) {
  const store = createTerminalTabsStore();
  for (let opened = 0; opened < count; opened += 1) store.getState().open(onHost);
  return { store, ids: store.getState().tabs.map(({ id }) => id) };
}

describe('the terminals of a window', () => {
  it('are shown when one is opened, and a second one at the same place has a number', () => {
    const { store, ids } = setUp(3);
    expect(store.getState()).toMatchObject({ isShown: true, activeId: ids[2] });
    expect(store.getState().tabs.map(({ title }) => title)).toEqual(['kvm1', 'kvm1 (2)', 'kvm1 (3)']);
  });

  it('leave the neighbour in sight when one is closed, and others as they are', () => {
    const { store, ids } = setUp(3);
    const [first = '', second = '', third = ''] = ids;
    store.getState().close(third);
    expect(store.getState().activeId).toBe(second);
    store.getState().close(first);
    expect(store.getState()).toMatchObject({ activeId: second, isShown: true });
    store.getState().close(second);
    expect(store.getState()).toMatchObject({ activeId: null, isShown: false, tabs: [] });
  });

  it('stay open while they are hidden', () => {
    const { store, ids } = setUp(1);
    store.getState().show(false);
    expect(store.getState().tabs).toHaveLength(1);
    store.getState().select(ids[0] ?? '');
    expect(store.getState().isShown).toBe(true);
  });
});
