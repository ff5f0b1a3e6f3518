import { Button } from '@mantine/core';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { Operation } from '#domain/activity/build-operation.ts';
import type { Machine } from '#domain/machines/machine.ts';
import type { OperationsState } from '#renderer/session/create-operations-store.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { Danger } from './machine-actions.tsx';
import { runMachineAction } from './run-machine-action.ts';

interface MachineOperationProps {
  readonly hostId: string;
  readonly machine: Machine;
}

/** What this window is doing with the machine, or how the last of it failed. */
export function MachineOperation({ hostId, machine }: MachineOperationProps) {
  const { operations } = useSession();
  const operation = useStore(operations, ({ followed }) => findNewest(followed, hostId, machine.name));
  const go = useGo();
  const [dismissed, setDismissed] = useState<string | null>(null);
  if (operation === null || operation.operationId === dismissed) {
    return null;
  }
  const show = <Button onClick={() => go({ kind: 'operation', hostId, operationId: operation.operationId })}>Show</Button>;
  if (operation.outcome === null) {
    return (
      <Banner tone="busy" word={operation.title} actions={show}>
        {describeNow(operation)}
      </Banner>
    );
  }
  return operation.outcome.kind === 'failed' ? (
    <Banner
      tone="broken"
      word="Failed"
      actions={
        <>
          {operation.outcome.stepId === 'wait-for-shutdown' && machine.state.kind === 'running' && (
            <PowerOff hostId={hostId} name={machine.name} />
          )}
          {show}
          <Button variant="subtle" onClick={() => setDismissed(operation.operationId)}>
            Dismiss
          </Button>
        </>
      }
    >
      {operation.title}: {operation.outcome.message}
    </Banner>
  ) : null;
}

/** A system that did not shut down in time: what comes next is for the person to say. */
function PowerOff({ hostId, name }: { readonly hostId: string; readonly name: string }) {
  const session = useSession();
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Button onClick={() => setAsked(true)}>Power off …</Button>
      {isAsked && (
        <Danger
          kind="power-off"
          name={name}
          onConfirm={() => void runMachineAction(session, hostId, name, { kind: 'power-off' })}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}

function describeNow({ steps, currentStepId }: Operation): string {
  const at = steps.findIndex(({ id }) => id === currentStepId);
  const step = steps[at];
  return step === undefined
    ? 'Waiting for its turn on the host.'
    : `Step ${(at + 1).toString()} of ${steps.length.toString()}: ${step.title}.`;
}

function findNewest(followed: OperationsState['followed'], hostId: string, name: string): Operation | null {
  return (
    Object.values(followed)
      .filter(
        ({ hostId: on, operation }) => on === hostId && operation.target.kind === 'machine' && operation.target.name === name,
      )
      .map(({ operation }) => operation)
      .sort((one, other) => other.startedEpochMs - one.startedEpochMs)[0] ?? null
  );
}
