import net from 'node:net';

/** A TCP relay on the loopback between a client and sshd: counts what passes, and can make the line long. */
export interface Relay {
  readonly port: number;
  /** Bytes on the wire since the start: SSH packets with their encryption, not what is in them. */
  readonly bytes: () => { readonly toHost: number; readonly fromHost: number };
  readonly close: () => Promise<void>;
}

/** `roundTripMs` is added to every exchange, half of it each way; bandwidth is not limited. */
export async function startRelay(targetPort: number, roundTripMs = 0): Promise<Relay> {
  const counted = { toHost: 0, fromHost: 0 };
  const sockets = new Set<net.Socket>();
  const server = net.createServer({ allowHalfOpen: true, noDelay: true, highWaterMark: 1024 * 1024 }, (near) => {
    const far = net.connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
      socket.on('error', () => undefined);
    }
    carry(near, far, roundTripMs / 2, (count) => (counted.toHost += count));
    carry(far, near, roundTripMs / 2, (count) => (counted.fromHost += count));
  });
  const port = await listen(server);
  return {
    port,
    bytes: () => ({ ...counted }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}

/** Bytes leave in the order they came, each `delayMs` after it came. What waits is not limited: a long line holds much. */
function carry(from: net.Socket, to: net.Socket, delayMs: number, count: (bytes: number) => void): void {
  const waiting: { readonly dueAt: number; readonly chunk: Buffer | null }[] = [];
  let timer: NodeJS.Timeout | null = null;

  const deliver = (chunk: Buffer | null): void => {
    if (chunk) {
      to.write(chunk);
    } else {
      to.end();
    }
  };
  const pump = (): void => {
    timer = null;
    while (waiting[0] && waiting[0].dueAt <= performance.now()) {
      deliver(waiting.shift()?.chunk ?? null);
    }
    if (waiting[0]) {
      timer = setTimeout(pump, Math.max(0, waiting[0].dueAt - performance.now()));
    }
  };
  const take = (chunk: Buffer | null): void => {
    if (delayMs === 0) {
      deliver(chunk);
    } else {
      waiting.push({ dueAt: performance.now() + delayMs, chunk });
      timer ??= setTimeout(pump, delayMs);
    }
  };
  from.on('data', (chunk) => {
    count(chunk.length);
    take(chunk);
  });
  from.on('end', () => take(null));
}

function listen(server: net.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(address && typeof address === 'object' ? address.port : 0);
    });
  });
}
