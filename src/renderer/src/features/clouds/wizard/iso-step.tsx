import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { InstallKind } from '#domain/clouds/cloud.ts';
import { describeWay } from '#domain/recipes/describe-way.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { ChoiceList } from '#renderer/ui/choice-list.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import type { StepProps } from './step-props.ts';
import { findSuggestion, useSuggestions } from './use-suggestions.ts';
import { useMediumFit } from './use-medium-fit.ts';
import { useWizardStore } from './wizard-context.tsx';
import { findProblem } from './wizard-steps.ts';

export interface IsoPickerProps {
  readonly hostId: string;
  readonly value: string | null;
  readonly onChange: (path: string | null) => void;
  readonly error: string | null;
  readonly emptyMeans: string;
}

type IsoStepProps = StepProps & { readonly renderIsoPicker: (props: IsoPickerProps) => ReactNode };

/** What it is installed from, whether that fits the recipe, and how the install goes. */
export function IsoStep({ hostId, draft, recipe, problems, renderIsoPicker }: IsoStepProps) {
  const store = useWizardStore(hostId);
  const proposal = useStore(store, (state) => state.proposal);
  const { change } = store.getState();
  const suggestions = useSuggestions(hostId);
  // A cloud is proposed only as a whole, with addresses; what an ISO is for is known before anybody owns any.
  const proposed = proposal?.cloud.machines[0]?.isoPath ?? findSuggestion(suggestions, recipe.id)?.path ?? null;
  const path = draft.isoPath ?? proposed;
  const own = draft.machines.filter(({ isoPath }) => isoPath !== null);
  return (
    <Sections>
      {path === null && suggestions.kind === 'looking' ? (
        <Muted>Looking at the ISOs on the host, to see which is for {recipe.title} …</Muted>
      ) : (
        <MediumNote hostId={hostId} path={path} recipe={recipe} isProposed={draft.isoPath === null} />
      )}
      {own.length > 0 && (
        <Banner tone="attention" word="Several ISOs">
          The cloud file names an ISO of its own for {own.map(({ name, role }) => name ?? role).join(', ')}. What is chosen here
          is for all others.
        </Banner>
      )}
      {renderIsoPicker({
        hostId,
        value: path,
        onChange: (isoPath) => change((before) => ({ ...before, isoPath })),
        error: findProblem(problems, 'iso'),
        emptyMeans: 'for the one that fits the recipe best',
      })}
      <WayChoice recipe={recipe} value={draft.install} onChange={(install) => change((before) => ({ ...before, install }))} />
    </Sections>
  );
}

interface MediumNoteProps {
  readonly hostId: string;
  readonly path: string | null;
  readonly recipe: Recipe;
  readonly isProposed: boolean;
}

function MediumNote({ hostId, path, recipe, isProposed }: MediumNoteProps) {
  const { fit, status } = useMediumFit(hostId, path, recipe);
  if (path === null) {
    return (
      <Banner tone="attention" word="No ISO">
        None on the host is known to be for {recipe.title}. Choose one below, or bring one to the host under its “ISO library”.
      </Banner>
    );
  }
  if (status.kind === 'failed') {
    return (
      <Banner tone="attention" word="Not looked at">
        {status.problem.message} Whether it is for {recipe.title} is not known.
      </Banner>
    );
  }
  if (fit === null) {
    return <Muted>Looking into {path} …</Muted>;
  }
  const name = path.slice(path.lastIndexOf('/') + 1);
  switch (fit.kind) {
    case 'sure':
    case 'likely':
      return (
        <Banner tone="ok" word={isProposed ? 'Proposed' : 'Fits'}>
          {name} is for {recipe.title}. {[...fit.hints, ...fit.doubts].join(' ')}
        </Banner>
      );
    case 'unknown':
    case 'no':
      return (
        <Banner tone="attention" word="May not fit">
          {name} does not look like {recipe.title}. {fit.doubts.join(' ')} If you know better, go on.
        </Banner>
      );
  }
}

/** Those that a launch can take, in words of what a person has to do. */
const ways: readonly { readonly kind: InstallKind; readonly title: string }[] = [
  { kind: 'direct-kernel', title: 'By itself' },
  { kind: 'boot-menu', title: 'Through its boot menu' },
  { kind: 'answer-sheet', title: 'From the answer sheet' },
];

interface WayChoiceProps {
  readonly recipe: Recipe;
  readonly value: InstallKind | null;
  readonly onChange: (value: InstallKind | null) => void;
}

function WayChoice({ recipe, value, onChange }: WayChoiceProps) {
  const offered = ways.flatMap(({ kind, title }) => {
    const way = recipe.install.find(({ how }) => how.kind === kind);
    return way === undefined ? [] : [{ value: kind, title, explanation: describeWay(way.how) }];
  });
  return offered.length < 2 ? null : (
    <ChoiceList<InstallKind | 'best'>
      label="How shall the install go?"
      value={value ?? 'best'}
      onChange={(chosen) => onChange(chosen === 'best' ? null : chosen)}
      choices={[
        {
          value: 'best',
          title: 'The best way for each machine',
          explanation: 'By itself where its medium allows that, else with as little of you as possible.',
        },
        ...offered,
      ]}
    />
  );
}
