import { Button } from '@mantine/core';
import { useStore } from 'zustand';
import type { ServiceView } from '#domain/access/cloud-service.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { ButtonRow } from '#renderer/ui/button-row.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { ReasonedButton } from '#renderer/ui/reasoned-button.tsx';
import { useTunnel, type ServicePlace } from './use-tunnel.ts';

/** Open, stop, and the way by hand. */
export function ServiceActions(place: ServicePlace) {
  const { tunnels } = useSession();
  const { open, stop } = useStore(tunnels);
  const { key, state } = useTunnel(place);
  const { service } = place;
  const { isPage } = service;
  return (
    <ButtonRow>
      {state?.kind === 'open' || state?.kind === 'opening' ? (
        <Button
          size="compact-sm"
          loading={state.kind === 'opening'}
          onClick={() => stop(key)}
          aria-label={`Stop the tunnel to ${service.title}`}
        >
          Stop
        </Button>
      ) : (
        <ReasonedButton
          size="compact-sm"
          reason={findObstacle(service)}
          label={isPage ? `Open ${service.title}` : `Open a tunnel to ${service.title}`}
          onClick={() => open(key, (url) => url !== null && isPage && openInBrowser(url))}
        >
          {isPage ? 'Open' : 'Tunnel'}
        </ReasonedButton>
      )}
      <CopyButton value={service.sshCommand} what={`ssh command for ${service.title}`} />
    </ButtonRow>
  );
}

function findObstacle({ protocol, state }: ServiceView): string | null {
  if (protocol === 'udp') {
    return 'It speaks UDP, which SSH does not carry.';
  }
  return state.kind === 'down' ? 'It is down; the line says why.' : null;
}

/** In the person's own browser: a window of Nutshell shows nothing else. */
function openInBrowser(url: string): void {
  window.open(url, '_blank', 'noopener');
}
