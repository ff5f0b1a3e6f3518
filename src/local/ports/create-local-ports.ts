import { createServer, type Server, type Socket } from 'node:net';
import { HostError } from '#core/ports/host-error.ts';
import type { LocalListener, LocalPorts } from '#core/ports/local-ports.ts';
import { toLocalStream } from './to-local-stream.ts';

const loopback = '127.0.0.1';

/** Ports of the loopback, on any system. */
export function createLocalPorts(): LocalPorts {
  return {
    async listen(wished, onStream) {
      const sockets = new Set<Socket>();
      const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (socket) => {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
        onStream(toLocalStream(socket));
      });
      const note = await listenSomewhere(server, wished);
      return toListener(server, sockets, note);
    },
  };
}

function toListener(server: Server, sockets: ReadonlySet<Socket>, note: string | null): LocalListener {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('A TCP server has an address once it listens');
  }
  return {
    port: address.port,
    note,
    close() {
      server.close();
      sockets.forEach((socket) => socket.destroy());
    },
  };
}

/** The sentence says why the wished port was not to be had. */
async function listenSomewhere(server: Server, wished: number | null): Promise<string | null> {
  if (wished === null) {
    await listen(server, 0);
    return null;
  }
  try {
    await listen(server, wished);
    return null;
  } catch (error) {
    const note = error instanceof HostError ? explainTaken(error, wished) : null;
    if (note === null) {
      throw error;
    }
    await listen(server, 0);
    return note;
  }
}

function explainTaken({ cause }: HostError, port: number): string | null {
  switch ((cause as NodeJS.ErrnoException | undefined)?.code) {
    case 'EADDRINUSE':
      return `Port ${port} of this laptop is taken by another program.`;
    case 'EACCES':
      return `This system does not give port ${port} to ordinary users.`;
    default:
      return null;
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (cause: Error): void => {
      const message = `Nutshell could not listen on a port of this laptop (${loopback}).`;
      const hint = 'Look whether a security program on this laptop forbids it.';
      reject(new HostError('local-file', message, { hint, raw: cause.message, cause }));
    };
    server.once('error', onError);
    // Windows would share a port that somebody else has already.
    server.listen({ host: loopback, port, exclusive: true }, () => {
      server.off('error', onError);
      // A connection that cannot be accepted is no reason to fall over.
      server.on('error', () => undefined);
      resolve();
    });
  });
}
