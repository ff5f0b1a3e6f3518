import type { Problem } from '#domain/problem.ts';
import { HostError } from '../ports/host-error.ts';

export interface TunnelState {
  readonly openConnections: number;
  readonly allConnections: number;
  /** Why the last connection was refused by the far side; null since one was taken. */
  readonly problem: Problem | null;
}

export type ConnectionCounter = ReturnType<typeof createConnectionCounter>;

/** Tells `onChange` of every connection through a tunnel, until it is muted. */
export function createConnectionCounter(onChange: (state: TunnelState) => void = () => undefined) {
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

/** For a person who looks at the tunnel: the program that came through it only saw its connection end. */
export function toStreamProblem(error: unknown): Problem {
  return error instanceof HostError
    ? error.toProblem()
    : { code: 'internal', message: 'The far side could not be reached.', hint: null, raw: String(error) };
}
