import type { OperationOutcome } from '#domain/activity/operation.ts';
import type { Operation } from '#domain/activity/build-operation.ts';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';

interface OperationFailureProps {
  readonly operation: Operation;
  readonly outcome: Extract<OperationOutcome, { kind: 'failed' }>;
}

/** Which command failed, its exit code and its own words. */
export function OperationFailure({ operation, outcome }: OperationFailureProps) {
  const step = operation.steps.find(({ id }) => id === outcome.stepId);
  return (
    <>
      <ProblemView
        title={step === undefined ? 'The operation failed' : `Failed: ${step.title}`}
        problem={{ code: 'command-failed', message: outcome.message, hint: outcome.hint, raw: null }}
      />
      {step !== undefined && (
        <Section
          title="The command that failed"
          aside={step.exitCode === null ? 'no exit code' : `exit code ${step.exitCode.toString()}`}
        >
          <CommandBlock label="Command" command={step.command} />
          {step.stderr !== null && step.stderr !== '' && <CommandBlock label="Error output" command={step.stderr} />}
        </Section>
      )}
    </>
  );
}
