import { createServer, type Server, type Socket } from 'node:net';
import type { ByteStream } from '#core/ports/host-shell.ts';
import { CommandFault } from '../command-fault.ts';

export interface ForwardSource {
  /** A new byte stream to the screen. */
  open(): Promise<ByteStream>;
  onProblem(message: string): void;
}

export interface Forward {
  readonly port: number;
  /** Rejects if the listening port breaks; never resolves. */
  readonly failed: Promise<never>;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 alone and joins each viewer that connects with a screen of its own. The first screen is opened at once. */
export async function startForward(port: number, source: ForwardSource): Promise<Forward> {
  let ready: ByteStream | null = await source.open();
  const sockets = new Set<Socket>();
  const takeReady = () => {
    const taken = ready;
    ready = null;
    return taken;
  };
  // A screen that closes before any viewer came must not be handed to the first one.
  ready.onClose(() => void takeReady());

  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    serve(socket, takeReady(), source).catch((error: unknown) => {
      source.onProblem(error instanceof Error ? error.message : String(error));
      socket.destroy();
    });
  });
  await listen(server, port).catch((error: unknown) => {
    takeReady()?.close();
    throw error;
  });
  return {
    port: portOf(server),
    failed: new Promise<never>((_, reject) => server.once('error', reject)),
    async close() {
      takeReady()?.close();
      sockets.forEach((socket) => socket.destroy());
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function serve(socket: Socket, ready: ByteStream | null, source: ForwardSource): Promise<void> {
  socket.pause();
  const stream = ready ?? (await source.open());
  if (socket.destroyed) {
    stream.close();
    return;
  }
  joinBytes(socket, stream);
}

/** Bytes both ways with back-pressure: a slow viewer slows the host, not this laptop's memory. */
function joinBytes(socket: Socket, stream: ByteStream): void {
  stream.onData((bytes) => {
    if (!socket.write(bytes)) {
      stream.pause();
    }
  });
  socket.on('drain', () => stream.resume());
  socket.on('data', (bytes: Buffer) => {
    if (!stream.write(bytes)) {
      socket.pause();
    }
  });
  stream.onDrain(() => socket.resume());
  stream.onClose(() => socket.end());
  socket.once('close', () => stream.close());
  stream.resume();
  socket.resume();
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(
        new CommandFault(
          isTaken ? 'conflict' : 'local-file',
          isTaken ? `Port ${port} on this laptop is taken.` : `Cannot listen on port ${port} of this laptop.`,
          'Give another one, or --listen alone for a free one.',
          error.message,
        ),
      );
    });
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('A TCP server has an address once it listens');
  }
  return address.port;
}
