import { basename } from 'node:path';
import { CommandFault } from '../command-fault.ts';
import type { Programs } from '../invocation.ts';

type ToArguments = (port: number) => readonly string[];

// HOST::PORT is a port to TigerVNC, TightVNC and RealVNC, where HOST:N is a display; gvncviewer knows displays only.
const viewers: readonly (readonly [string, ToArguments])[] = [
  ['remote-viewer', (port) => [`vnc://127.0.0.1:${port}`]],
  ['vncviewer', (port) => [`127.0.0.1::${port}`]],
  ['xtigervncviewer', (port) => [`127.0.0.1::${port}`]],
  ['tvnviewer', (port) => [`127.0.0.1::${port}`]],
  ['gvncviewer', (port) => [`127.0.0.1:${port - 5900}`]],
];

/** How to start the first VNC viewer that this laptop has. macOS's own Screen Sharing insists on a password and is left out. */
export async function chooseViewer(programs: Programs): Promise<(port: number) => readonly string[]> {
  const path = await programs.find(viewers.map(([name]) => name));
  const toArguments = path === null ? undefined : viewers.find(([name]) => basename(path, '.exe') === name)?.[1];
  if (path === null || !toArguments) {
    throw new CommandFault(
      'unsupported',
      'No VNC viewer was found on this laptop.',
      `Install one of ${viewers.map(([name]) => name).join(', ')}, or forward the screen with --listen and use your own.`,
    );
  }
  return (port) => [path, ...toArguments(port)];
}
