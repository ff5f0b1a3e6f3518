import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { HostError } from '#core/ports/host-error.ts';
import type { PacketViewer, ViewerFeed } from '#core/ports/packet-viewer.ts';
import { listWiresharkPlaces } from './list-wireshark-places.ts';

export function createPacketViewer(environment: Readonly<Record<string, string | undefined>>, platform: string): PacketViewer {
  return {
    async find() {
      const lookedAt = listWiresharkPlaces(platform, environment);
      for (const program of lookedAt) {
        if (await isProgram(program)) {
          return { program, lookedAt };
        }
      }
      return { program: null, lookedAt };
    },
    open: openWireshark,
  };
}

function isProgram(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** -k begins at once, -i - reads from standard input (wireshark(1)). */
function openWireshark(program: string): ViewerFeed {
  const closing = new AbortController();
  const child = spawn(program, ['-k', '-i', '-'], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, windowsHide: false });
  child.unref();
  child.on('error', (cause) => {
    closing.abort(new HostError('local-file', `Wireshark could not be started: ${cause.message}`, { cause }));
  });
  child.on('exit', () => closing.abort());
  // Whoever closes Wireshark closes the pipe: that is its end, and no fault.
  child.stdin.on('error', () => closing.abort());
  return {
    async write(bytes) {
      if (!closing.signal.aborted && !child.stdin.write(bytes)) {
        await new Promise<void>((resolve) => {
          child.stdin.once('drain', resolve);
          closing.signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
    },
    end: () => child.stdin.end(),
    closed: closing.signal,
  };
}
