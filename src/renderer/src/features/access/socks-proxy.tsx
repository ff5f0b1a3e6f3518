import { Button } from '@mantine/core';
import { useStore } from 'zustand';
import type { TunnelState } from '#renderer/session/create-tunnels-store.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { ButtonRow } from '#renderer/ui/button-row.tsx';
import { CheckList } from '#renderer/ui/check-list.tsx';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import type { Tone } from '#renderer/ui/state-mark.tsx';
import { Stacked } from '#renderer/ui/stacked.tsx';
import { describeUse } from './tunnel-note.tsx';
import { useProxy } from './use-tunnel.ts';

interface SocksProxyProps {
  readonly hostId: string;
  readonly cloud: string;
}

/** One port of this laptop for everything that the host reaches: instances too, whose ports no recipe lists. */
export function SocksProxy({ hostId, cloud }: SocksProxyProps) {
  const { open, stop } = useStore(useSession().tunnels);
  const { key, state } = useProxy(hostId, cloud);
  const isOn = state?.kind === 'open' || state?.kind === 'opening';
  return (
    <CheckList
      label="Everything else"
      rows={[
        {
          id: 'socks',
          ...toMark(state),
          title: 'SOCKS proxy',
          found: state?.kind === 'open' ? `127.0.0.1:${state.port}` : 'off',
          remedy: state?.kind === 'failed' ? [state.problem.message, state.problem.hint].filter(Boolean).join(' ') : null,
          actions: (
            <ButtonRow>
              {isOn ? (
                <Button size="compact-sm" loading={state.kind === 'opening'} onClick={() => stop(key)}>
                  Stop the proxy
                </Button>
              ) : (
                <Button size="compact-sm" onClick={() => open(key, () => undefined)}>
                  Start a proxy
                </Button>
              )}
            </ButtonRow>
          ),
          below: state?.kind === 'open' ? <ProxyNote state={state} /> : null,
          details: <ProxyUse state={state} />,
        },
      ]}
    />
  );
}

function toMark(state: TunnelState | null): { readonly tone: Tone; readonly word: string } {
  switch (state?.kind) {
    case 'open':
      return { tone: 'ok', word: 'On' };
    case 'opening':
      return { tone: 'busy', word: 'Begins' };
    case 'failed':
      return { tone: 'broken', word: 'Failed' };
    case undefined:
      return { tone: 'off', word: 'Off' };
  }
}

function ProxyUse({ state }: { readonly state: TunnelState | null }) {
  const port = state?.kind === 'open' ? state.port : 1080;
  return (
    <Stacked>
      <span>Programs and browsers that are told to use it see the cloud’s network as the host does, its instances among it.</span>
      <CommandBlock command={`curl --proxy socks5h://127.0.0.1:${port} http://ADDRESS/`} label="For example" />
    </Stacked>
  );
}

function ProxyNote({ state }: { readonly state: Extract<TunnelState, { readonly kind: 'open' }> }) {
  const address = state.url ?? `socks5h://127.0.0.1:${state.port}`;
  return (
    <Stacked isTight>
      <span role="status">
        {address} leads to everything that the host reaches <CopyButton value={address} what="address of the proxy" />
      </span>
      <span>{describeUse(state.openConnections)}</span>
      {state.refusal !== null && (
        <span role="alert">
          The last connection was refused: {state.refusal.message} {state.refusal.hint}
        </span>
      )}
    </Stacked>
  );
}
