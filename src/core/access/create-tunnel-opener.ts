import type { Problem } from '#domain/problem.ts';
import { HostError } from '../ports/host-error.ts';
import type { ByteStream } from '../ports/host-shell.ts';
import type { LocalPorts, LocalStream } from '../ports/local-ports.ts';
import { joinStreams } from './join-streams.ts';

export interface TunnelWish {
  /** Taken where it is free; null leaves the choice to the system. */
  readonly port: number | null;
  /** To the far side, for each connection anew: so it outlives a line that was brought back. */
  readonly openStream: () => Promise<ByteStream>;
  readonly onChange?: (state: TunnelState) => void;
}

export interface TunnelState {
  readonly openConnections: number;
  readonly allConnections: number;
  /** Why the last connection was refused by the far side; null since one was taken. */
  readonly problem: Problem | null;
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
    const counter = createCounter(onChange);
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

type Counter = ReturnType<typeof createCounter>;

function createCounter(onChange: (state: TunnelState) => void = () => undefined) {
  let state: TunnelState = { openConnections: 0, allConnections: 0, problem: null };
  let isMuted = false;
  const change = (next: Partial<TunnelState>): void => {
    state = { ...state, ...next };
    if (!isMuted) {
      onChange(state);
    }
  };
  return {
    state: () => state,
    mute: () => void (isMuted = true),
    joined: () => change({ openConnections: state.openConnections + 1, allConnections: state.allConnections + 1, problem: null }),
    left: () => change({ openConnections: state.openConnections - 1 }),
    refused: (problem: Problem) => change({ allConnections: state.allConnections + 1, problem }),
  };
}

/** The program on this laptop waits unread until the far side has taken it, or learns of the refusal by the end of its connection. */
async function serve(near: LocalStream, openStream: TunnelWish['openStream'], counter: Counter): Promise<void> {
  const program = { isGone: false };
  near.onClose(() => (program.isGone = true));
  let far: ByteStream;
  try {
    far = await openStream();
  } catch (error) {
    counter.refused(toProblem(error));
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

function toProblem(error: unknown): Problem {
  return error instanceof HostError
    ? error.toProblem()
    : { code: 'internal', message: 'The far side could not be reached.', hint: null, raw: String(error) };
}
