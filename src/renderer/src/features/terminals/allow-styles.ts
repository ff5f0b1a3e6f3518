import type { Terminal } from '@xterm/xterm';

/**
 * xterm.js (6.0.0) writes style elements while it is opened, and knows of no nonce, which this page's Content-Security-Policy wants. So
 * each gets one at its birth; nothing but the opening runs meanwhile.
 */
export function withNonce(nonce: string, open: () => void): void {
  const create: (name: string, options?: ElementCreationOptions) => HTMLElement = Reflect.get<Document, 'createElement'>(
    document,
    'createElement',
  );
  const createWithNonce = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const element = create.call(document, name, options);
    if (element instanceof HTMLStyleElement) {
      element.nonce = nonce;
    }
    return element;
  };
  Object.defineProperty(document, 'createElement', { configurable: true, value: createWithNonce });
  try {
    open();
  } finally {
    Reflect.deleteProperty(document, 'createElement');
  }
}

interface RowFactory {
  _addStyle: (element: HTMLElement, style: string) => void;
}

/**
 * Colours beyond the palette are written as an attribute `style`, which the policy forbids; the same through the element's own style is
 * allowed. Internals of xterm.js: a version without them shows such text in the usual colour.
 */
export function keepStyles(terminal: Terminal): void {
  const factory = findRowFactory(terminal);
  if (factory !== null) {
    factory._addStyle = (element, style) => {
      element.style.cssText += `${style};`;
    };
  }
}

function findRowFactory(terminal: Terminal): RowFactory | null {
  const path = ['_core', '_renderService', '_renderer', 'value', '_rowFactory'];
  const found = path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), terminal);
  return isRecord(found) && typeof found['_addStyle'] === 'function' ? (found as unknown as RowFactory) : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
