import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppClient } from '#contract/api.ts';
import { createWindowMemory } from '#main/remember-window.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp() {
  const saved: unknown[] = [];
  const bugs: unknown[] = [];
  let failure: Error | null = null;
  const settings = {
    change: async (change: unknown) => {
      if (failure) throw failure;
      saved.push(change);
    },
  } as unknown as AppClient['settings'];
  const window = Object.assign(new EventEmitter(), {
    getNormalBounds: () => ({ x: 1, y: 2, width: 1300, height: 900 }),
    isMaximized: () => true,
  });
  const memory = createWindowMemory(settings, (error) => bugs.push(error));
  memory.watch(window as unknown as BrowserWindow);
  return { saved, bugs, window, memory, fail: (error: Error) => (failure = error) };
}

const place = { window: { x: 1, y: 2, width: 1300, height: 900, isMaximized: true } };

describe('the window’s place', () => {
  it('is saved once when the window came to rest', async () => {
    const { saved, window } = setUp();
    for (let n = 0; n < 50; n++) {
      window.emit('resize');
      await vi.advanceTimersByTimeAsync(20);
    }
    expect(saved).toEqual([]);
    await vi.advanceTimersByTimeAsync(600);
    expect(saved).toEqual([place]);
  });

  it('is saved at once when the window closes, and known to be saved', async () => {
    const { saved, window, memory } = setUp();
    window.emit('move');
    window.emit('close');
    await memory.settled();
    await vi.advanceTimersByTimeAsync(1000);
    expect(saved).toEqual([place]);
  });

  it('that cannot be saved is told and stops nothing', async () => {
    const { bugs, window, memory, fail } = setUp();
    fail(new Error('The disk is full.'));
    window.emit('close');
    await memory.settled();
    expect(bugs).toHaveLength(1);
  });
});
