import { describe, expect, it } from 'vitest';
import { placeWindow } from '#main/place-window.ts';

const laptop = { x: 0, y: 0, width: 1920, height: 1080 };
const remembered = { width: 1400, height: 900, x: 100, y: 50, isMaximized: false };

describe('where the window opens', () => {
  it('is where it was', () => {
    expect(placeWindow(remembered, [laptop])).toEqual({ width: 1400, height: 900, x: 100, y: 50 });
  });

  it('is the middle where it never was anywhere', () => {
    expect(placeWindow({ ...remembered, x: null, y: null }, [laptop])).toEqual({ width: 1400, height: 900 });
  });

  it('is the middle where its screen was unplugged', () => {
    expect(placeWindow({ ...remembered, x: 2500 }, [laptop])).toEqual({ width: 1400, height: 900 });
    expect(placeWindow({ ...remembered, x: 2500 }, [laptop, { ...laptop, x: 1920 }])).toHaveProperty('x', 2500);
    expect(placeWindow({ ...remembered, y: -500 }, [laptop])).not.toHaveProperty('y');
  });

  it('is never smaller than the smallest window', () => {
    expect(placeWindow({ ...remembered, width: 0, height: 10 }, [laptop])).toMatchObject({ width: 1024, height: 700 });
  });
});
