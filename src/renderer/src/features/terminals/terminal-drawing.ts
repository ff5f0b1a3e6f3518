import type { TerminalSize } from '#domain/terminals/terminal.ts';
import type { TerminalLook, TerminalView, TerminalViewListener, XtermLibrary } from './load-xterm.ts';

export interface DrawingDependencies {
  readonly loadXterm: () => Promise<XtermLibrary>;
  readonly createElement: () => HTMLElement;
  readonly styleNonce: string;
}

/** What is drawn of a terminal: made when it is first in sight, and kept with its element while other pages are. */
export function createTerminalDrawing(dependencies: DrawingDependencies, listener: TerminalViewListener) {
  const element = dependencies.createElement();
  let view: TerminalView | null = null;

  async function make(look: TerminalLook): Promise<TerminalView | null> {
    const library = await dependencies.loadXterm();
    if (view === null && element.isConnected) {
      view = library.create(look, listener);
      view.open(element, dependencies.styleNonce);
    }
    return view;
  }

  return {
    element,
    /** The size it has room for; null where its element is part of no page. */
    async show(look: TerminalLook): Promise<TerminalSize | null> {
      const made = view ?? (await make(look));
      made?.setLook(look);
      return made?.fit() ?? null;
    },
    /** What comes before it was made is nothing that anybody waits for. */
    write: (bytes: Uint8Array | string, drawn?: () => void): void => (view === null ? drawn?.() : view.write(bytes, drawn)),
    fit(): void {
      if (element.isConnected) {
        view?.fit();
      }
    },
    focus: () => view?.focus(),
    blur: () => view?.blur(),
    selection: () => view?.selection() ?? '',
    remove(): void {
      view?.dispose();
      view = null;
      element.remove();
    },
  };
}
