import { Button } from '@mantine/core';
import { useState } from 'react';
import { listEndedByRestart } from '#domain/machines/lifecycle/judge-action.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { runMachineAction } from './run-machine-action.ts';

interface EndedByRestartProps {
  readonly hostId: string;
  readonly machines: readonly Machine[];
}

/** After a restart of the host: the machines it ended, and one button that starts them all, one after the other. */
export function EndedByRestart({ hostId, machines }: EndedByRestartProps) {
  const session = useSession();
  const [isStarting, setStarting] = useState(false);
  const ended = listEndedByRestart(machines).map(({ name }) => name);
  if (ended.length === 0) {
    return null;
  }
  const startAll = async () => {
    setStarting(true);
    for (const name of ended) {
      await runMachineAction(session, hostId, name, { kind: 'start', boot: null });
    }
    setStarting(false);
  };
  return (
    <Banner
      tone="attention"
      word="Host restarted"
      actions={
        <Button loading={isStarting} onClick={() => void startAll()}>
          {ended.length === 1 ? `Start ${ended[0] ?? ''}` : `Start all ${ended.length.toString()}`}
        </Button>
      }
    >
      {ended.length === 1
        ? `${ended[0] ?? ''} ended when the host was restarted.`
        : `${ended.join(', ')} ended when the host was restarted.`}
    </Banner>
  );
}
