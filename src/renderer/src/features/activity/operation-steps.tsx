import type { Operation, OperationStep } from '#domain/activity/build-operation.ts';
import { getPercent } from '#domain/activity/step-progress.ts';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { Disclosure } from '#renderer/ui/disclosure.tsx';
import { FactList } from '#renderer/ui/fact-list.tsx';
import { Fact } from '#renderer/ui/form-layout.tsx';
import { formatDuration } from '#renderer/ui/format.ts';
import { ProgressLine } from '#renderer/ui/progress-line.tsx';
import { StepList } from '#renderer/ui/step-list.tsx';
import { stepWords } from './operation-words.ts';

/** Every step as the host's journal has it; each opens to its command and what it said. */
export function OperationSteps({ operation }: { readonly operation: Operation }) {
  return (
    <StepList
      label="Steps"
      steps={operation.steps.map((step) => {
        const isCurrent = step.state === 'running' || step.state === 'undoing';
        return {
          id: step.id,
          ...stepWords[step.state],
          isCurrent,
          isWaiting: step.state === 'waiting' || step.state === 'skipped',
          title: (
            <Disclosure label={step.title}>
              <StepDetails step={step} />
            </Disclosure>
          ),
          aside: describeEnd(step),
          ...(isCurrent && { detail: <StepNow step={step} /> }),
        };
      })}
    />
  );
}

/** How far the running step is and what it said last, without opening it. */
function StepNow({ step: { title, progress, liveOutput } }: { readonly step: OperationStep }) {
  const percent = progress && getPercent(progress);
  const lastLine = liveOutput.split(/[\r\n]+/).at(-1) ?? '';
  return (
    <>
      {percent !== null && <ProgressLine label={title} percent={percent} />}
      {progress === null && lastLine !== '' && <Fact>{lastLine}</Fact>}
    </>
  );
}

function describeEnd(step: OperationStep): string {
  const { word } = stepWords[step.state];
  if (step.startedEpochMs === null || step.endedEpochMs === null) {
    return step.state === 'waiting' ? '' : word.toLowerCase();
  }
  const duration = formatDuration(step.endedEpochMs - step.startedEpochMs);
  return step.state === 'done' ? duration : `${word.toLowerCase()}, ${duration}`;
}

function StepDetails({ step }: { readonly step: OperationStep }) {
  return (
    <>
      <CommandBlock label="Command" command={step.command} />
      {step.exitCode !== null && <FactList rows={[{ label: 'Exit code', value: step.exitCode.toString() }]} />}
      {step.liveOutput !== '' && <CommandBlock label="Output so far" command={step.liveOutput} />}
      {step.output !== '' && <CommandBlock label="Output" command={step.output} />}
      {step.stderr !== null && step.stderr !== '' && <CommandBlock label="Error output" command={step.stderr} />}
    </>
  );
}
