import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { CloudReview } from '#contract/clouds.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import { summariseDifference } from '#domain/clouds/describe-difference.ts';
import { findRole } from '#domain/recipes/find-role.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { DataTable } from '#renderer/ui/data-table.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { PlanSteps } from '#renderer/ui/plan-steps.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { CloudFileSection } from './cloud-file-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { ProbeSection } from './probe-section.tsx';
import { RemarkList } from './remarks.tsx';
import { RemovalSection } from './removal-section.tsx';
import type { StepProps } from './step-props.ts';
import { useWizardStore } from './wizard-context.tsx';
import { listRemarks } from './wizard-steps.ts';

/** Everything that would happen, and whether it would. What the screen shows is what runs. */
export function ReviewStep({ hostId, draft, recipe, problems }: StepProps) {
  const store = useWizardStore(hostId);
  const { review, reviewing } = useStore(store);
  useEffect(() => {
    // One that is there still is kept: what was made up for it is what runs.
    if (store.getState().review === null) {
      void store.getState().requestReview();
    }
  }, [store]);
  return (
    <Sections>
      {problems.map(({ field, message }) => (
        <Banner key={`${field} ${message}`} tone="broken" word="Not possible">
          {message}
        </Banner>
      ))}
      {reviewing.kind === 'failed' && (
        <ProblemView
          title="The plan could not be made"
          problem={reviewing.problem}
          onRetry={() => void store.getState().requestReview()}
        />
      )}
      {reviewing.kind === 'loading' && <Loading what="Checking against what the host has now" rows={8} />}
      <RemarkList remarks={listRemarks(review)} />
      {review?.kind === 'planned' && <Planned hostId={hostId} draft={draft} recipe={recipe} review={review} />}
    </Sections>
  );
}

type PlannedProps = Omit<StepProps, 'problems'> & { readonly review: CloudReview };

function Planned({ hostId, draft, recipe, review }: PlannedProps) {
  const { plan, script } = review;
  return (
    <>
      {review.existing !== null && <DifferenceSection review={review} />}
      <RemovalSection hostId={hostId} review={review} />
      {review.launches.length > 0 && <LaunchesSection recipe={recipe} review={review} />}
      {review.needsPassword && <PasswordSection hostId={hostId} />}
      {review.launches.length > 0 && <ProbeSection hostId={hostId} review={review} />}
      {plan.steps.length > 0 && (
        <Section title={plan.title} aside={<CopyButton value={script} what="as script" isWorded />}>
          <Muted>
            {plan.steps.length} steps, as one operation: every check comes before anything is made, then machine by machine in the
            recipe’s order. It goes on when this window is closed, and if a step fails, those before it are taken back.
          </Muted>
          <PlanSteps plan={plan} />
        </Section>
      )}
      <CloudFileSection draft={draft} review={review} />
    </>
  );
}

function DifferenceSection({ review: { changes, cloud } }: { readonly review: CloudReview }) {
  return (
    <Section title={`What is different from ${cloud.name} on the host`}>
      <Muted>{summariseDifference(changes)}</Muted>
      {changes.length > 0 && (
        <DataTable
          label="Changes"
          rows={changes}
          keyOf={({ sentence }) => sentence}
          columns={[{ id: 'sentence', title: 'Change', isSentence: true, render: ({ sentence }) => sentence }]}
        />
      )}
    </Section>
  );
}

function LaunchesSection({ recipe, review: { launches, cloud } }: { readonly recipe: Recipe; readonly review: CloudReview }) {
  const rows = launches.map((launch) => ({ ...launch, machine: cloud.machines.find(({ name }) => name === launch.name) }));
  const attended = launches.filter(({ how }) => how === 'attended').length;
  return (
    <Section title={launches.length === 1 ? 'The machine' : `${launches.length.toString()} machines, in this order`}>
      <DataTable
        label="Machines that are launched"
        rows={rows}
        keyOf={({ name }) => name}
        columns={[
          { id: 'name', title: 'Machine', isFact: true, render: ({ name }) => name },
          { id: 'role', title: 'Role', render: ({ role }) => findRole(recipe, role)?.title ?? role },
          {
            id: 'address',
            title: 'Address',
            isFact: true,
            render: ({ machine }) => (machine === undefined ? '–' : formatIpv4(machine.address)),
          },
          {
            id: 'how',
            title: 'Installs',
            render: ({ how }) =>
              how === 'unattended' ? <StateMark tone="ok" word="By itself" /> : <StateMark tone="attention" word="Needs you" />,
          },
        ]}
      />
      {[...new Set(launches.map(({ explanation }) => explanation))].map((explanation) => (
        <Muted key={explanation}>
          {launches
            .filter((one) => one.explanation === explanation)
            .map(({ name }) => name)
            .join(', ')}
          : {explanation}
        </Muted>
      ))}
      {attended > 0 && (
        <Muted>
          Where it needs you, the machine boots its CD and waits at its console: the answers are beside it, in the installer’s
          words.
        </Muted>
      )}
    </Section>
  );
}
