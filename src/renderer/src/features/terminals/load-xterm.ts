import type { ITheme, Terminal } from '@xterm/xterm';
import type { TerminalSize } from '#domain/terminals/terminal.ts';
import { keepStyles, withNonce } from './allow-styles.ts';

export type TerminalColors = ITheme;

/** How it looks; all of it can change while it is open. */
export interface TerminalLook {
  readonly colors: TerminalColors;
  readonly fontFamily: string;
  readonly fontSizePx: number;
  /** Says what is written to screen readers, which costs time. */
  readonly isScreenReader: boolean;
}

/** As much of xterm.js as a terminal uses. */
export interface TerminalView {
  /** Draws into an element that is part of the page. */
  open(element: HTMLElement, styleNonce: string): void;
  /** `drawn` is called when it was; until then it takes memory. */
  write(bytes: Uint8Array | string, drawn?: () => void): void;
  /** Takes as many rows and columns as there is room for. */
  fit(): TerminalSize;
  focus(): void;
  blur(): void;
  selection(): string;
  setLook(look: TerminalLook): void;
  dispose(): void;
}

export interface TerminalViewListener {
  /** What the keyboard, the mouse or the clipboard says, as a shell is told it. */
  readonly onInput: (bytes: Uint8Array) => void;
  readonly onResize: (size: TerminalSize) => void;
  readonly onSelect: (hasSelection: boolean) => void;
  /** Ctrl + Shift + C. */
  readonly onCopy: (text: string) => void;
}

export interface XtermLibrary {
  readonly create: (look: TerminalLook, listener: TerminalViewListener) => TerminalView;
}

const scrollbackLines = 5_000;

/** Loads xterm.js when the first terminal is opened: many windows never need it. */
export async function loadXterm(): Promise<XtermLibrary> {
  const [xterm, fit] = await Promise.all([import('@xterm/xterm'), import('@xterm/addon-fit')]);
  return {
    create(look, listener) {
      const terminal = new xterm.Terminal({
        ...toOptions(look),
        scrollback: scrollbackLines,
        cursorBlink: false,
        // WCAG AA, whatever colours a program chooses.
        minimumContrastRatio: 4.5,
        // A link is chosen by what runs there, and may say one thing and lead to another.
        linkHandler: { activate: () => undefined },
      });
      const fitting = new fit.FitAddon();
      terminal.loadAddon(fitting);
      return createView(terminal, () => fitting.fit(), listener);
    },
  };
}

function toOptions({ colors, fontFamily, fontSizePx, isScreenReader }: TerminalLook) {
  return { theme: colors, fontFamily, fontSize: fontSizePx, screenReaderMode: isScreenReader };
}

function createView(terminal: Terminal, fit: () => void, listener: TerminalViewListener): TerminalView {
  const encoder = new TextEncoder();
  const size = (): TerminalSize => ({ columns: terminal.cols, rows: terminal.rows });
  terminal.onData((text) => listener.onInput(encoder.encode(text)));
  // Reports of the mouse in the old way: each character is one byte.
  terminal.onBinary((text) => listener.onInput(Uint8Array.from(text, (character) => character.charCodeAt(0))));
  terminal.onResize(() => listener.onResize(size()));
  terminal.onSelectionChange(() => listener.onSelect(terminal.hasSelection()));
  terminal.attachCustomKeyEventHandler((event) => passOn(event, () => listener.onCopy(terminal.getSelection())));
  return {
    open(element, styleNonce) {
      withNonce(styleNonce, () => terminal.open(element));
      keepStyles(terminal);
    },
    write: (bytes, drawn) => terminal.write(bytes, drawn),
    fit() {
      fit();
      return size();
    },
    focus: () => terminal.focus(),
    blur: () => terminal.blur(),
    selection: () => terminal.getSelection(),
    setLook: (look) => {
      terminal.options = toOptions(look);
    },
    dispose: () => terminal.dispose(),
  };
}

/** Ctrl + Shift + C copies, as in other terminals; Ctrl + Shift + V is left to the browser, which pastes. */
function passOn(event: KeyboardEvent, copy: () => void): boolean {
  if (!event.ctrlKey || !event.shiftKey || (event.code !== 'KeyC' && event.code !== 'KeyV')) {
    return true;
  }
  if (event.code === 'KeyC') {
    event.preventDefault();
    if (event.type === 'keydown') {
      copy();
    }
  }
  return false;
}
