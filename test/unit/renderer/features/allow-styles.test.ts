import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepStyles, withNonce } from '#renderer/features/terminals/allow-styles.ts';

describe('what xterm.js writes under the policy of the page', () => {
  beforeEach(() => {
    const { window } = new JSDOM();
    vi.stubGlobal('document', window.document);
    vi.stubGlobal('HTMLStyleElement', window.HTMLStyleElement);
  });
  afterEach(() => void vi.unstubAllGlobals());

  it('has a nonce on each style element that is made while it opens, and on none made later', () => {
    const made: HTMLElement[] = [];
    withNonce('abc', () => {
      made.push(document.createElement('style'), document.createElement('span'));
    });
    expect(made.map(({ nonce }) => nonce)).toEqual(['abc', '']);
    expect(document.createElement('style').nonce).not.toBe('abc');
  });

  it('leaves the page as it was where it cannot be opened', () => {
    const readMaker = (): unknown => Reflect.get(document, 'createElement');
    const before = readMaker();
    expect(() =>
      withNonce('abc', () => {
        throw new Error('no room');
      }),
    ).toThrow('no room');
    expect(readMaker()).toBe(before);
  });

  it('sets colours beyond the palette through the style of the element', () => {
    const _rowFactory = { _addStyle: vi.fn<(element: HTMLElement, style: string) => void>() };
    keepStyles({ _core: { _renderService: { _renderer: { value: { _rowFactory } } } } } as never);
    const element = document.createElement('span');
    _rowFactory._addStyle(element, 'color:#c80078');
    _rowFactory._addStyle(element, 'font-weight:bold');
    expect(element.style.color).toBe('rgb(200, 0, 120)');
    expect(element.style.fontWeight).toBe('bold');
  });

  it('asks nothing of a version that is made in another way', () => {
    expect(() => keepStyles({ _core: null } as never)).not.toThrow();
  });

  it('finds in the installed version the names that it leans on', () => {
    const library = readFileSync('node_modules/@xterm/xterm/lib/xterm.mjs', 'utf8');
    for (const name of ['_core', '_renderService', '_renderer', '_rowFactory', '_addStyle']) expect(library).toContain(name);
  });
});
