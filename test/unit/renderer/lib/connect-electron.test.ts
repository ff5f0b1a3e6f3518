import { describe, expect, it } from 'vitest';
import { createElectronLink } from '#renderer/lib/connect-electron.ts';

/** The part of a window that the handshake meets. */
function createPage() {
  const listeners = new Set<(event: unknown) => void>();
  const page = {
    location: { origin: 'app://nutshell' },
    addEventListener: (_type: string, listener: (event: unknown) => void) => listeners.add(listener),
    removeEventListener: (_type: string, listener: (event: unknown) => void) => listeners.delete(listener),
  };
  const deliver = (event: object) =>
    [...listeners].forEach((listener) => listener({ source: page, origin: 'app://nutshell', ports: [], ...event }));
  return { page: page as unknown as Window, deliver, listeners };
}

describe('the handshake under Electron', () => {
  it('takes the port that answers its own request, from its own window alone', async () => {
    const { page, deliver, listeners } = createPage();
    const requests: unknown[] = [];
    const link = createElectronLink({ requestPort: (request) => requests.push(request) }, page);
    let hasPort = false;
    const opening = link.openConsole('ticket').then((end) => {
      hasPort = true;
      return end;
    });
    expect(requests).toEqual([{ id: 1, kind: 'console', ticket: 'ticket' }]);
    const { port1, port2 } = new MessageChannel();
    const answer = { data: { answer: 'nutshell:port', id: 1 }, ports: [port1] };
    deliver({ ...answer, origin: 'https://evil.example' });
    deliver({ ...answer, source: {} });
    deliver({ ...answer, data: { answer: 'nutshell:port', id: 2 } });
    deliver({ ...answer, data: { id: 1 } });
    deliver({ ...answer, data: 'nutshell:port' });
    deliver({ ...answer, ports: [] });
    await Promise.resolve();
    expect(hasPort).toBe(false);
    deliver(answer);
    const end = await opening;
    const received = new Promise((resolve) => end.onMessage(resolve));
    port2.postMessage({ note: 'open' });
    await expect(received).resolves.toEqual({ note: 'open' });
    expect(listeners.size).toBe(0);
    end.close(null);
  });
});
