import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { Stacked } from '#renderer/ui/stacked.tsx';
import { useTunnel, type ServicePlace } from './use-tunnel.ts';

/** Under the line of a service that a tunnel leads to: where it listens, and what went wrong with it. */
export function TunnelNote(place: ServicePlace) {
  const { state } = useTunnel(place);
  switch (state?.kind) {
    case undefined:
      return null;
    case 'opening':
      return <span role="status">Opening a tunnel …</span>;
    case 'failed':
      return (
        <span role="alert">
          The tunnel could not be opened: {state.problem.message} {state.problem.hint}
        </span>
      );
    case 'open': {
      const address = state.url ?? `127.0.0.1:${state.port}`;
      return (
        <Stacked isTight>
          <span role="status">
            {address} leads there <CopyButton value={address} what="address" />
          </span>
          <span>{describeUse(state.openConnections)}</span>
          {state.note !== null && <span>{state.note}</span>}
          {state.refusal !== null && (
            <span role="alert">
              The last connection was refused: {state.refusal.message} {state.refusal.hint}
            </span>
          )}
        </Stacked>
      );
    }
  }
}

/** Who may use a port of this laptop, and how many do. */
export function describeUse(openConnections: number): string {
  const words =
    openConnections === 0 ? 'Nobody uses it now' : `${openConnections} connection${openConnections === 1 ? '' : 's'} now`;
  return `${words}. Every program of this laptop can; it ends with “Stop”, or with this window.`;
}
