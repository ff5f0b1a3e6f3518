import { useStore } from 'zustand';
import { Banner } from '#renderer/ui/banner.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import type { DraftProblem } from './cloud-draft.ts';
import { useWizardStore } from './wizard-context.tsx';
import { findStep, listRemarks, type Remark, type WizardStepId } from './wizard-steps.ts';

/** A sentence each: what stands against the cloud, refusals first. */
export function RemarkList({ remarks }: { readonly remarks: readonly Remark[] }) {
  return remarks.map(({ level, message }) => (
    <Banner
      key={message}
      tone={level === 'refusal' ? 'broken' : 'attention'}
      word={level === 'refusal' ? 'Not possible' : 'Attention'}
    >
      {message}
    </Banner>
  ));
}

interface MachineProblemsProps {
  readonly problems: readonly DraftProblem[];
  readonly step: WizardStepId;
}

/** What is wrong with fields in a table of machines, where a sentence has no room. */
export function MachineProblems({ problems, step }: MachineProblemsProps) {
  const own = problems.filter(({ field }) => field.startsWith('machines[') && findStep(field) === step);
  return <RemarkList remarks={own.map(({ message }) => ({ level: 'refusal', message }))} />;
}

/** What the host says to the draft as it stands, or that it is being asked. */
export function CompletionRemarks({ hostId }: { readonly hostId: string }) {
  const store = useWizardStore(hostId);
  const { answer, completing } = useStore(store);
  if (completing.kind === 'failed') {
    return (
      <ProblemView
        title="The host could not be asked"
        problem={completing.problem}
        onRetry={() => void store.getState().requestCompletion()}
      />
    );
  }
  return completing.kind === 'loading' ? (
    <Muted>Working out what fits on the host …</Muted>
  ) : (
    <RemarkList remarks={listRemarks(answer)} />
  );
}
