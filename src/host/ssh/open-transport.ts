import net from 'node:net';
import type { Duplex } from 'node:stream';
import { describeTarget } from '#domain/hosts/host.ts';
import type { Problem } from '#domain/problem.ts';
import {
  connectTimeoutMs,
  explainJumpFailure,
  explainTransportFailure,
  explainTransportTimeout,
  problem,
} from './explain-connect-failure.ts';
import type { HopRequest, ReadyHop } from './hop.ts';
import type { SshFailure } from './ssh2.ts';

export type Transport =
  { readonly kind: 'open'; readonly stream: Duplex } | { readonly kind: 'failed'; readonly problem: Problem };

export const cancelled = problem('cancelled', 'Connecting was stopped', null, null);

/** Bytes to the next sshd: over TCP, or through the hop before it. */
export function openTransport(request: HopRequest, via: ReadyHop | null): Promise<Transport> {
  if (request.signal.aborted) {
    return Promise.resolve({ kind: 'failed', problem: cancelled });
  }
  return via ? openThroughHop(request, via) : openTcp(request);
}

function openTcp({ target, signal }: HopRequest): Promise<Transport> {
  return new Promise((resolve) => {
    // ssh2 leaves Nagle's algorithm on, which costs 40 ms per command. Node's 250 ms per address is too short for a far host.
    const socket = net.connect({ host: target.address, port: target.port, noDelay: true, autoSelectFamilyAttemptTimeout: 2_000 });
    const settle = (transport: Transport): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.removeListener('error', onError);
      if (transport.kind === 'failed') {
        socket.on('error', () => undefined).destroy();
      }
      resolve(transport);
    };
    const onAbort = (): void => settle({ kind: 'failed', problem: cancelled });
    const onError = (error: SshFailure): void => settle({ kind: 'failed', problem: explainTransportFailure(target, error) });
    const timer = setTimeout(() => settle({ kind: 'failed', problem: explainTransportTimeout(target) }), connectTimeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('error', onError);
    socket.once('connect', () => settle({ kind: 'open', stream: socket }));
  });
}

function openThroughHop({ target, signal }: HopRequest, via: ReadyHop): Promise<Transport> {
  return new Promise((resolve) => {
    let settled = false;
    const settle = (transport: Transport): void => {
      settled = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve(transport);
    };
    const onAbort = (): void => settle({ kind: 'failed', problem: cancelled });
    const timer = setTimeout(() => settle({ kind: 'failed', problem: explainTransportTimeout(target) }), connectTimeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const purpose = `Reach ${describeTarget(target)} through ${describeTarget(via.target)}`;
      via.channels.forward(purpose, { kind: 'tcp', address: target.address, port: target.port }, (error, stream) => {
        if (settled) {
          stream.destroy();
        } else if (error) {
          settle({ kind: 'failed', problem: explainJumpFailure(via.target, target, error) });
        } else {
          settle({ kind: 'open', stream });
        }
      });
    } catch (error) {
      settle({ kind: 'failed', problem: explainJumpFailure(via.target, target, error as SshFailure) });
    }
  });
}
