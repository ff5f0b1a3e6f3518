import {
  buildSocksReply,
  readSocksGreeting,
  readSocksRequest,
  socksReplies,
  socksWelcome,
  type SocksReading,
  type SocksTarget,
} from '#domain/access/socks.ts';
import { HostError } from '../ports/host-error.ts';
import type { ByteStream } from '../ports/host-shell.ts';
import type { LocalPorts, LocalStream } from '../ports/local-ports.ts';
import { createConnectionCounter, toStreamProblem, type ConnectionCounter } from './create-connection-counter.ts';
import type { Tunnel, TunnelWish } from './create-tunnel-opener.ts';
import { joinStreams } from './join-streams.ts';

export interface SocksWish extends Pick<TunnelWish, 'port' | 'onChange'> {
  readonly openStream: (address: string, port: number) => Promise<ByteStream>;
}

/** A SOCKS5 proxy on the loopback. Small enough to be kept: CONNECT, no passwords, names left to the far side. */
export function createSocksOpener({ ports }: { readonly ports: LocalPorts }) {
  return async ({ port, openStream, onChange }: SocksWish): Promise<Tunnel> => {
    const counter = createConnectionCounter(onChange);
    const listener = await ports.listen(port, (near) => void serve(near, openStream, counter));
    return {
      port: listener.port,
      note: listener.note,
      state: counter.state,
      close() {
        counter.mute();
        listener.close();
      },
    };
  };
}

async function serve(near: LocalStream, openStream: SocksWish['openStream'], counter: ConnectionCounter): Promise<void> {
  const asked = await negotiate(near);
  if (asked === null) {
    near.close();
    return;
  }
  try {
    const far = await openStream(asked.target.address, asked.target.port);
    near.write(buildSocksReply(socksReplies.done));
    if (asked.rest.length > 0) {
      far.write(asked.rest);
    }
    counter.joined();
    near.onClose(() => counter.left());
    joinStreams(near, far);
  } catch (error) {
    counter.refused(toStreamProblem(error));
    near.write(buildSocksReply(toReply(error)));
    near.close();
  }
}

interface Asked {
  readonly target: SocksTarget;
  /** What the program has sent already, ahead of the answer. */
  readonly rest: Uint8Array;
}

/** The two questions of the protocol, in whatever pieces they come. null: the program asked for something else, and was told. */
function negotiate(near: LocalStream): Promise<Asked | null> {
  return new Promise((resolve) => {
    let bytes: Uint8Array = new Uint8Array();
    let isGreeted = false;
    let isOver = false;
    const finish = (asked: Asked | null): void => {
      isOver = true;
      near.pause();
      resolve(asked);
    };
    const refuse = (reply: Uint8Array): void => {
      near.write(reply);
      finish(null);
    };
    const take = <T>(reading: SocksReading<T>, onRead: (value: T, rest: Uint8Array) => void): void => {
      if (reading.kind === 'read') {
        onRead(reading.value, reading.rest);
      } else if (reading.kind === 'refused') {
        refuse(reading.reply);
      }
    };
    const takeRequest = () => take(readSocksRequest(bytes), (target, rest) => finish({ target, rest }));
    near.onData((chunk) => {
      if (isOver) {
        return;
      }
      bytes = Buffer.concat([bytes, chunk]);
      if (isGreeted) {
        takeRequest();
        return;
      }
      take(readSocksGreeting(bytes), (_, rest) => {
        isGreeted = true;
        bytes = rest;
        near.write(socksWelcome);
        takeRequest();
      });
    });
    near.onClose(() => finish(null));
    near.resume();
  });
}

function toReply(error: unknown): (typeof socksReplies)[keyof typeof socksReplies] {
  if (!(error instanceof HostError)) {
    return socksReplies.failed;
  }
  if (error.code === 'denied') {
    return socksReplies.notAllowed;
  }
  return /refused/i.test(error.message) ? socksReplies.refused : socksReplies.unreachable;
}
