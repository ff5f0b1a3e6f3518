import { Button } from '@mantine/core';
import { useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import type { ConsoleState } from './create-console.ts';

interface ConsoleNoticeProps {
  readonly hostId: string;
  readonly machine: string;
  readonly state: ConsoleState;
  readonly onOpen: () => void;
}

/** In place of the screen while there is none: what is being done, or why not and what to do. */
export function ConsoleNotice({ hostId, machine, state, onOpen }: ConsoleNoticeProps) {
  switch (state.kind) {
    case 'connected':
      return null;
    case 'closed':
    case 'opening':
      return (
        <Banner tone="busy" word="Connecting">
          Opening the screen of {machine} through the SSH connection …
        </Banner>
      );
    case 'reconnecting':
      return (
        <Banner tone="attention" word="Reconnecting" actions={<Button onClick={onOpen}>Try now</Button>}>
          {state.reason} <NextAttempt attempt={state.attempt} epochMs={state.nextAttemptEpochMs} />
        </Banner>
      );
    case 'failed':
      return (
        <ProblemView
          title="The screen could not be opened"
          problem={state.problem}
          onRetry={onOpen}
          retryLabel="Connect again"
          actions={<OtherViewer hostId={hostId} machine={machine} />}
        />
      );
  }
}

function NextAttempt({ attempt, epochMs }: { readonly attempt: number; readonly epochMs: number }) {
  const seconds = Math.max(0, Math.ceil((epochMs - useNow(500)) / 1_000));
  return (
    <>
      Attempt {attempt} in {seconds} s.
    </>
  );
}

/** How to reach the screen without this window. */
function OtherViewer({ hostId, machine }: { readonly hostId: string; readonly machine: string }) {
  const { client } = useSession();
  const [way, setWay] = useState<{ readonly commands: readonly string[]; readonly note: string } | null>(null);
  if (way !== null) {
    return (
      <div>
        <Muted>{way.note}</Muted>
        <CommandBlock label="Commands" command={way.commands.join('\n')} />
      </div>
    );
  }
  const explain = () =>
    client.consoles
      .explain({ hostId, machine })
      .catch((error: unknown) => ({ commands: [], note: toProblem(error).message }))
      .then(setWay);
  return <Button onClick={() => void explain()}>Use another viewer</Button>;
}
