import { Button, Tabs } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import type { AppClient } from '#contract/api.ts';
import { toProblem } from '#contract/api-error.ts';
import type { RecipeView } from '#contract/recipes.ts';
import { recipeTabs, type RecipeTab } from '#renderer/session/place.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { Page, Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { createFindEvidence } from './evidence-mark.tsx';
import { RecipeAnswers } from './recipe-answers.tsx';
import { RecipeInstall } from './recipe-install.tsx';
import { RecipeOverview } from './recipe-overview.tsx';
import { RecipeUse } from './recipe-use.tsx';
import { describeVerified, toVerifiedTone } from './recipe-words.ts';
import { useAnswer } from '#renderer/session/use-answer.ts';

const titles: Readonly<Record<RecipeTab, string>> = {
  overview: 'Overview',
  install: 'Install',
  answers: 'Questions',
  use: 'Use',
  file: 'File',
};

interface RecipePageProps {
  readonly id: string;
  readonly tab: RecipeTab;
}

/** One recipe: what it says, and of each statement where it comes from. */
export function RecipePage({ id, tab }: RecipePageProps) {
  const {
    value: view,
    status,
    reload,
  } = useAnswer<RecipeView>(
    useCallback((client: AppClient, signal: AbortSignal) => client.recipes.show({ id }, { signal }), [id]),
  );
  if (view === null) {
    return (
      <Page title={id}>
        {status.kind === 'failed' ? (
          <ProblemView title="The recipe could not be read" problem={status.problem} onRetry={reload} />
        ) : (
          <Loading what="Reading the recipe" rows={6} />
        )}
      </Page>
    );
  }
  return <KnownRecipe view={view} tab={tab} />;
}

function KnownRecipe({ view, tab }: { readonly view: RecipeView; readonly tab: RecipeTab }) {
  const { summary } = view;
  const go = useGo();
  return (
    <Page
      title={summary.title}
      state={<StateMark tone={toVerifiedTone(summary)} word={describeVerified(summary)} />}
      lead={summary.summary}
      actions={
        <>
          <CopyButton value={view.text} what="as YAML" isWorded />
          {summary.origin === 'own' && <RemoveButton view={view} />}
        </>
      }
      tabs={
        <Tabs
          value={tab}
          onChange={(value) =>
            go({ kind: 'recipe', recipe: summary.id, tab: recipeTabs.find((each) => each === value) ?? 'overview' })
          }
        >
          <Tabs.List aria-label={`About ${summary.title}`}>
            {recipeTabs.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {titles[each]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      }
    >
      <Sections>
        <TabContent view={view} tab={tab} />
      </Sections>
    </Page>
  );
}

function TabContent({ view, tab }: { readonly view: RecipeView; readonly tab: RecipeTab }) {
  const { recipe, statements, text, summary } = view;
  const evidenceOf = createFindEvidence(statements);
  switch (tab) {
    case 'overview':
      return <RecipeOverview recipe={recipe} summary={summary} evidenceOf={evidenceOf} />;
    case 'install':
      return <RecipeInstall recipe={recipe} evidenceOf={evidenceOf} />;
    case 'answers':
      return <RecipeAnswers recipe={recipe} evidenceOf={evidenceOf} />;
    case 'use':
      return <RecipeUse recipe={recipe} evidenceOf={evidenceOf} />;
    case 'file':
      return <CommandBlock command={text} label="Recipe" />;
  }
}

/** Nothing is lost by it: the file is kept. */
function RemoveButton({ view: { summary } }: { readonly view: RecipeView }) {
  const { client } = useSession();
  const go = useGo();
  const remove = async () => {
    try {
      const { keptAt } = await client.recipes.remove({ name: summary.id });
      go({ kind: 'recipes' });
      notifications.show({ title: `${summary.title} was removed`, message: `Its file is kept as ${keptAt ?? 'it was'}.` });
    } catch (error) {
      const { message } = toProblem(error);
      notifications.show({ title: `${summary.title} was not removed`, message, color: 'red', autoClose: false });
    }
  };
  return <Button onClick={() => void remove()}>Remove recipe</Button>;
}
