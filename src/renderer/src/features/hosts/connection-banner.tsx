import { Button } from '@mantine/core';
import type { HostView } from '#contract/hosts.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Disclosure } from '#renderer/ui/disclosure.tsx';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import { ChangedKeyView } from './changed-key-view.tsx';
import type { ConnectConversation } from './use-connect.ts';

interface ConnectionBannerProps {
  readonly view: HostView;
  readonly conversation: ConnectConversation;
}

/** How the connection stands, wherever it is not simply connected: why, what comes next and when. */
export function ConnectionBanner({ view, conversation }: ConnectionBannerProps) {
  const { connection, host } = view;
  const connect = (label: string) => (
    <Button onClick={() => void conversation.start(host.id)} loading={conversation.stage.kind === 'connecting'}>
      {label}
    </Button>
  );
  switch (connection.kind) {
    case 'connected':
      return null;
    case 'connecting':
      return (
        <Banner tone="busy" word="Connecting">
          Connecting to {host.address} …
        </Banner>
      );
    case 'disconnected':
      return (
        <Banner tone="off" word="Not connected" actions={connect('Connect')}>
          What is shown below is what was read last.
        </Banner>
      );
    case 'waiting':
      return (
        <Banner tone="attention" word="Waiting for an answer" actions={connect('Answer')}>
          The host asks something before it lets you in.
        </Banner>
      );
    case 'reconnecting':
      return (
        <Banner tone="attention" word="Reconnecting" actions={connect('Try now')}>
          {connection.problem.message} <NextAttempt attempt={connection.attempt} epochMs={connection.nextAttemptEpochMs} />
        </Banner>
      );
    case 'lost':
      return (
        <Banner tone="broken" word="Connection lost" actions={connect('Connect again')}>
          {connection.problem.message} {connection.problem.hint ?? ''}
          {connection.problem.raw !== null && (
            <Disclosure label="What was answered, word for word">
              <CommandBlock label="Raw answer" command={connection.problem.raw} />
            </Disclosure>
          )}
        </Banner>
      );
    case 'refused':
      return <ChangedKeyView change={connection.change} onRetry={() => void conversation.start(host.id)} />;
  }
}

function NextAttempt({ attempt, epochMs }: { readonly attempt: number; readonly epochMs: number }) {
  const seconds = Math.max(0, Math.ceil((epochMs - useNow(500)) / 1_000));
  return (
    <span aria-live="off">
      Attempt {attempt} {seconds === 0 ? 'is under way' : `in ${seconds.toString()} s`}. What runs on the host goes on.
    </span>
  );
}
