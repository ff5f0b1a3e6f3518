import { ipcMain, MessageChannelMain, type IpcMainEvent, type WebFrameMain } from 'electron';
import type { Backend } from '#backend';
import { createTransport } from '#contract/transports/create-transport.ts';
import { explainConsoleFailure } from '#contract/transports/explain-console-failure.ts';
import type { LinkEnd } from '#contract/transports/link-end.ts';
import { serveConsole } from '#contract/transports/serve-console.ts';
import { parsePortRequest, portChannel, type PortRequest } from '#contract/transports/shell-bridge.ts';
import { isAppUrl } from './app-scheme.ts';
import { createMainPortEnd } from './port-end.ts';

/** Gives each window that asks a port of its own: one for the contract, one for each console. */
export function serveWindows(backend: Pick<Backend, 'serve' | 'openConsole'>, reportBug: (error: unknown) => void): void {
  ipcMain.on(portChannel, (event, received: unknown) => {
    const frame = findOwnFrame(event);
    const request = parsePortRequest(received);
    if (!frame || !request) {
      reportBug(
        new Error(
          `A request for a port was refused: it came from ${frame ? 'our page but is none' : 'a page that is not ours'}.`,
        ),
      );
      return;
    }
    const { port1, port2 } = new MessageChannelMain();
    serveEnd(createMainPortEnd(port1), request, { backend, reportBug });
    frame.postMessage(portChannel, request.id, [port2]);
  });
}

/** The main frame of a window that shows our page, and null for every other sender. */
function findOwnFrame({ senderFrame, sender }: IpcMainEvent): WebFrameMain | null {
  return senderFrame && senderFrame === sender.mainFrame && isAppUrl(senderFrame.url) ? senderFrame : null;
}

interface Service {
  readonly backend: Pick<Backend, 'serve' | 'openConsole'>;
  readonly reportBug: (error: unknown) => void;
}

function serveEnd(end: LinkEnd, request: PortRequest, { backend, reportBug }: Service): void {
  if (request.kind === 'contract') {
    backend.serve(createTransport(end));
    return;
  }
  serveConsole({
    end,
    open: () => backend.openConsole(request.ticket),
    defer: setImmediate,
    explain: (error) => explainConsoleFailure(error, reportBug),
  });
}
