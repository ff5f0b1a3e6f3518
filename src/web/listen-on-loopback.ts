import type { Server } from 'node:http';

const triedPorts = 20;

/** Resolves with the port that was free: the wished one or one of the next. Rejects with a sentence where none is. */
export async function listenOnLoopback(server: Server, wishedPort: number): Promise<number> {
  const last = wishedPort === 0 ? 0 : Math.min(wishedPort + triedPorts - 1, 65_535);
  for (let port = wishedPort; port <= last; port++) {
    const found = await tryPort(server, port);
    if (found !== null) {
      return found;
    }
  }
  throw new Error(`The ports ${wishedPort} to ${last} are all taken. Choose another one with --port, or leave it out.`);
}

/** null where another program has the port. */
function tryPort(server: Server, port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error & { readonly code?: string }) => {
      if (error.code === 'EADDRINUSE') {
        resolve(null);
      } else if (error.code === 'EACCES') {
        reject(
          new Error(`This system does not allow port ${port} to ordinary users. Choose one above 1023 with --port.`, {
            cause: error,
          }),
        );
      } else {
        reject(error);
      }
    };
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
