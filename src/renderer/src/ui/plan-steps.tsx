import type { Plan, PlanStep, StepAction } from '#domain/plans/plan.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { CommandBlock } from './command-block.tsx';
import { Disclosure } from './disclosure.tsx';
import { FactList } from './fact-list.tsx';
import { KeyNotes } from './key-notes.tsx';
import { NumberedList } from './numbered-list.tsx';
import { toOptionLines } from './to-option-lines.ts';

/** The plan in words. Each step opens to exactly what runs, every option explained, the check and the undo. */
export function PlanSteps({ plan }: { readonly plan: Plan }) {
  return (
    <NumberedList label={plan.title}>
      {plan.steps.map((step) => ({
        id: step.id,
        content: (
          <Disclosure label={step.title}>
            <StepDetails step={step} />
          </Disclosure>
        ),
      }))}
    </NumberedList>
  );
}

function StepDetails({ step }: { readonly step: PlanStep }) {
  return (
    <>
      <ActionView action={step.action} />
      {step.notes.length > 0 && (
        <KeyNotes
          label="What each option means"
          notes={step.notes.map(({ option, explanation }) => ({ key: option, text: explanation }))}
        />
      )}
      <FactList
        rows={[
          { label: 'Check', value: step.check === null ? 'its exit code' : quoteArgv(step.check), isWords: step.check === null },
          {
            label: 'Undo',
            isWords: step.undo === null,
            value: step.undo === null ? 'nothing to take back' : quoteArgv(step.undo.argv),
            ...(step.undo !== null && { note: step.undo.title }),
          },
        ]}
      />
    </>
  );
}

function ActionView({ action }: { readonly action: StepAction }) {
  switch (action.kind) {
    case 'run':
      return <CommandBlock label="Command" command={quoteArgv(action.argv)} lines={toOptionLines(action.argv)} />;
    case 'write-file':
      return (
        <>
          <FactList rows={[{ label: 'Writes', value: action.path, copy: action.path, note: `mode ${action.mode}` }]} />
          <CommandBlock label="Content of the file" command={action.content} />
        </>
      );
    case 'guard':
      return (
        <>
          <p>Stops here if it no longer holds: {action.refusal}</p>
          <CommandBlock label="Check" command={action.script} />
          {action.args.length > 0 && <FactList rows={[{ label: 'With', value: quoteArgv(action.args) }]} />}
        </>
      );
  }
}
