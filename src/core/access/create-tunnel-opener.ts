import type { ByteStream } from '../ports/host-shell.ts';
import type { LocalPorts, LocalStream } from '../ports/local-ports.ts';
import {
  createConnectionCounter,
  toStreamProblem,
  type ConnectionCounter,
  type TunnelState,
} from './create-connection-counter.ts';
import { joinStreams } from './join-streams.ts';

export interface TunnelWish {
  /** Taken where it is free; null leaves the choice to the system. */
  readonly port: number | null;
  /** To the far side, for each connection anew: so it outlives a line that was brought back. */
  readonly openStream: () => Promise<ByteStream>;
  readonly onChange?: (state: TunnelState) => void;
}

/** A port of this laptop's loopback that leads somewhere else. Whoever opened it closes it. */
export interface Tunnel {
  readonly port: number;
  /** Why it is not the wished port, in a sentence; null where it is. */
  readonly note: string | null;
  readonly state: () => TunnelState;
  /** The connections through it end too. */
  readonly close: () => void;
}

export type OpenTunnel = (wish: TunnelWish) => Promise<Tunnel>;

export function createTunnelOpener({ ports }: { readonly ports: LocalPorts }): OpenTunnel {
  return async ({ port, openStream, onChange }) => {
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

/** The program on this laptop waits unread until the far side has taken it, or learns of the refusal by the end of its connection. */
async function serve(near: LocalStream, openStream: TunnelWish['openStream'], counter: ConnectionCounter): Promise<void> {
  const program = { isGone: false };
  near.onClose(() => (program.isGone = true));
  let far: ByteStream;
  try {
    far = await openStream();
  } catch (error) {
    counter.refused(toStreamProblem(error));
    near.close();
    return;
  }
  if (program.isGone) {
    far.close();
    return;
  }
  counter.joined();
  near.onClose(() => counter.left());
  joinStreams(near, far);
}
