import { Button } from '@mantine/core';
import type { AppClient } from '#contract/api.ts';
import type { BrokenRecipe, RecipeLibrary, RecipeSummary } from '#domain/recipes/recipe-library.ts';
import { useGo } from '#renderer/session/session-context.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { DataTable } from '#renderer/ui/data-table.tsx';
import { DropArea } from '#renderer/ui/drop-area.tsx';
import { FileButton } from '#renderer/ui/file-button.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { Page, Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { FileProblemList } from '#renderer/ui/file-problem-list.tsx';
import { describeOrigin, describeShapes, describeVerified, toVerifiedTone } from './recipe-words.ts';
import { useAddRecipe, type AddRecipe } from './use-add-recipe.ts';
import { useAnswer } from '#renderer/session/use-answer.ts';

const listRecipes = (client: AppClient, signal: AbortSignal) => client.recipes.list({}, { signal });

/** Every recipe of this laptop, and how another one comes to them. */
export function RecipesPage() {
  const { value: library, status, reload, setValue } = useAnswer<RecipeLibrary>(listRecipes);
  const add = useAddRecipe(setValue);
  const first = (files: readonly File[]) => files.slice(0, 1).forEach((file) => void add.choose(file));
  return (
    <Page
      title="Recipes"
      lead="Clouds as data: how each is recognised, installed, addressed and used, and how much of that anybody has verified."
      actions={<FileButton label="Add recipe" accept=".yaml,.yml" onChoose={(file) => first([file])} />}
    >
      <DropArea hint="Drop a recipe to add it" isOpen onDrop={first}>
        <Sections>
          <AddProgress add={add} />
          {status.kind === 'failed' && (
            <ProblemView title="The recipes could not be listed" problem={status.problem} onRetry={reload} />
          )}
          {library === null ? (
            status.kind !== 'failed' && <Loading what="Reading the recipes" rows={6} />
          ) : (
            <Library library={library} onReload={reload} />
          )}
        </Sections>
      </DropArea>
    </Page>
  );
}

function AddProgress({ add: { state, confirm, forget } }: { readonly add: AddRecipe }) {
  switch (state.kind) {
    case 'nothing':
      return null;
    case 'failed':
      return (
        <ProblemView title={`${state.fileName} was not added`} problem={state.problem} onRetry={forget} retryLabel="Close" />
      );
    case 'broken':
      return (
        <Section title={`${state.fileName} is no recipe yet`} aside={<Button onClick={forget}>Close</Button>}>
          <Muted>Nothing was added. Correct it and add it again.</Muted>
          <FileProblemList fileName={state.fileName} problems={state.problems} />
        </Section>
      );
    case 'asking':
      return (
        <Banner
          tone="attention"
          word="Not added yet"
          actions={
            <>
              <Button onClick={forget}>Leave it</Button>
              <Button variant="filled" onClick={() => void confirm(state)}>
                Add {state.title}
              </Button>
            </>
          }
        >
          {state.notes.join(' ')} A file that gives way is kept beside its place.
        </Banner>
      );
  }
}

interface LibraryProps {
  readonly library: RecipeLibrary;
  readonly onReload: () => void;
}

function Library({ library: { recipes, broken, folder }, onReload }: LibraryProps) {
  return (
    <>
      {broken.length > 0 && <BrokenRecipes broken={broken} onReload={onReload} />}
      <RecipesTable recipes={recipes} />
      <Muted>Your own recipes lie in {folder}. One with the id of another goes before it.</Muted>
    </>
  );
}

function RecipesTable({ recipes }: { readonly recipes: readonly RecipeSummary[] }) {
  const go = useGo();
  return (
    <DataTable
      label="Recipes"
      rows={recipes}
      keyOf={({ id }) => id}
      onSelect={({ id }) => go({ kind: 'recipe', recipe: id, tab: 'overview' })}
      columns={[
        { id: 'title', title: 'Recipe', render: ({ title }) => title },
        { id: 'era', title: 'Era', render: ({ era }) => era },
        { id: 'shapes', title: 'Shapes', titleOf: describeShapes, render: describeShapes },
        {
          id: 'verified',
          title: 'Statements',
          render: (recipe) => <StateMark tone={toVerifiedTone(recipe)} word={describeVerified(recipe)} />,
        },
        { id: 'origin', title: 'From', render: describeOrigin },
      ]}
    />
  );
}

function BrokenRecipes({ broken, onReload }: { readonly broken: readonly BrokenRecipe[]; readonly onReload: () => void }) {
  return broken.map(({ path, fileName, problems }) => (
    <Section
      key={path}
      title={`${fileName} cannot be read`}
      aside={
        <>
          <StateMark tone="broken" word={problems.length === 1 ? '1 mistake' : `${problems.length.toString()} mistakes`} />
          <Button onClick={onReload}>Read again</Button>
        </>
      }
    >
      <Muted>{path}</Muted>
      <FileProblemList fileName={fileName} problems={problems} />
    </Section>
  ));
}
