import { Button } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { findHost } from '#renderer/session/create-hosts-store.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { DropArea } from '#renderer/ui/drop-area.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Wizard } from '#renderer/ui/wizard.tsx';
import { AddressesStep, type AddressesRenderers } from './addresses-step.tsx';
import { readDraft, type DraftProblem } from './cloud-draft.ts';
import type { WizardState } from './wizard-state.ts';
import { IsoStep, type IsoPickerProps } from './iso-step.tsx';
import { openCloudFile } from './open-cloud-file.ts';
import { RecipeStep } from './recipe-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { ShapeStep } from './shape-step.tsx';
import { SizesStep } from './sizes-step.tsx';
import type { StepProps } from './step-props.ts';
import { useWizardStore } from './wizard-context.tsx';
import { WizardActions } from './wizard-actions.tsx';
import { findStep, stepTitles, summariseStep, wizardSteps, type WizardStepId } from './wizard-steps.ts';

export interface NewCloudPageProps extends AddressesRenderers {
  readonly hostId: string;
  readonly renderIsoPicker: (props: IsoPickerProps) => ReactNode;
}

/** From a recipe, or a cloud file, to a cloud: in the order a person thinks. Everything left open is proposed. */
export function NewCloudPage({ hostId, ...renderers }: NewCloudPageProps) {
  const store = useWizardStore(hostId);
  const state = useStore(store);
  const { draft, recipe, proposal, step } = state;
  const isConnected = useStore(useSession().hosts, ({ views }) => findHost(views, hostId)?.connection.kind === 'connected');
  useEffect(() => {
    // Also when the connection comes back: what failed for want of it is asked again.
    const { answer, completing, requestCompletion } = store.getState();
    if (isConnected && answer === null && completing.kind !== 'loading') {
      void requestCompletion();
    }
  }, [store, isConnected]);
  const problems = draft === null ? [] : readDraft(draft).problems;
  return (
    <Wizard<WizardStepId>
      label="Steps to a cloud"
      current={step}
      onOpen={state.open}
      steps={wizardSteps.map((id) => ({
        id,
        title: stepTitles[id],
        summary: draft === null ? null : summariseStep(id, { draft, recipe, cloud: proposal?.cloud ?? null }),
        state: stateOfStep(id, state, problems),
        canOpen: id === 'recipe' || recipe !== null,
      }))}
      actions={<WizardActions hostId={hostId} problems={problems} />}
    >
      <DropArea
        hint="Drop a cloud file to open it"
        isOpen={isConnected}
        onDrop={(files) => files.slice(0, 1).forEach((file) => void openCloudFile(store, file))}
      >
        {isConnected ? (
          <StepContent hostId={hostId} state={state} problems={problems} {...renderers} />
        ) : (
          <WaitingForHost hostId={hostId} />
        )}
      </DropArea>
    </Wizard>
  );
}

/** Without a connection nothing can be proposed; the host's own page says how it stands and asks what must be asked. */
function WaitingForHost({ hostId }: { readonly hostId: string }) {
  const go = useGo();
  return (
    <EmptyState
      title="Waiting for the connection to the host"
      action={<Button onClick={() => go({ kind: 'host', hostId, tab: 'overview' })}>Show how the connection stands</Button>}
    >
      A cloud is made of what is free on the host, so the host must be connected. What you have typed stays, and this page goes on
      by itself.
    </EmptyState>
  );
}

interface StepContentProps extends NewCloudPageProps {
  readonly state: WizardState;
  readonly problems: readonly DraftProblem[];
}

function StepContent({ hostId, state, problems, renderIsoPicker, ...renderers }: StepContentProps) {
  const { step, draft, recipe, choosing } = state;
  if (step === 'recipe') {
    return <RecipeStep hostId={hostId} />;
  }
  if (draft === null || recipe === null) {
    return choosing.kind === 'failed' ? (
      <ProblemView title="The recipe could not be read" problem={choosing.problem} />
    ) : (
      <Loading what="Reading the recipe" />
    );
  }
  const props: StepProps = { hostId, draft, recipe, problems };
  switch (step) {
    case 'shape':
      return <ShapeStep {...props} />;
    case 'iso':
      return <IsoStep {...props} renderIsoPicker={renderIsoPicker} />;
    case 'sizes':
      return <SizesStep {...props} />;
    case 'addresses':
      return <AddressesStep {...props} {...renderers} />;
    case 'review':
      return <ReviewStep {...props} />;
  }
}

function stateOfStep(id: WizardStepId, { step, visited }: WizardState, problems: readonly DraftProblem[]) {
  const wasSeen = visited.includes(id) || visited.includes('review');
  if (wasSeen && problems.some(({ field }) => findStep(field) === id)) {
    return 'problem';
  }
  return wasSeen && id !== step && id !== 'review' ? 'done' : 'open';
}
