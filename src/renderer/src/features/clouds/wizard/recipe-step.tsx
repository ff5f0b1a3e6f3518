import { useStore } from 'zustand';
import type { AppClient } from '#contract/api.ts';
import { listClouds } from '#domain/clouds/list-clouds.ts';
import { valueOr } from '#domain/fact.ts';
import type { RecipeLibrary, RecipeSummary } from '#domain/recipes/recipe-library.ts';
import { useReading } from '#renderer/session/session-context.tsx';
import { useAnswer } from '#renderer/session/use-answer.ts';
import { ChoiceDetail } from '#renderer/ui/choice-detail.tsx';
import { ChoiceList } from '#renderer/ui/choice-list.tsx';
import { FileButton } from '#renderer/ui/file-button.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Stacked } from '#renderer/ui/stacked.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { BrokenFileNote } from './broken-file-note.tsx';
import { chooseFreeName } from './choose-free-name.ts';
import { openCloudFile } from './open-cloud-file.ts';
import { findSuggestion, useSuggestions, type Suggestions } from './use-suggestions.ts';
import { useWizardStore } from './wizard-context.tsx';

const listRecipes = (client: AppClient, signal: AbortSignal) => client.recipes.list({}, { signal });

/** What the cloud shall be, with a mark where an ISO on the host is for it. Or a cloud file that says all of it. */
export function RecipeStep({ hostId }: { readonly hostId: string }) {
  const store = useWizardStore(hostId);
  const { choosing, brokenFile } = useStore(store);
  const { value: library, status, reload } = useAnswer<RecipeLibrary>(listRecipes);
  const suggestions = useSuggestions(hostId);
  return (
    <Sections isNarrow>
      <Stacked isTight>
        <Muted>
          A recipe knows how a cloud is installed, of which machines it is made and which addresses it needs. Have you a cloud
          file already? Drop it here, or open it.
        </Muted>
        <div>
          <FileButton label="Open cloud file" accept=".yaml,.yml" onChoose={(file) => void openCloudFile(store, file)} />
        </div>
      </Stacked>
      {brokenFile !== null && <BrokenFileNote file={brokenFile} onClose={() => store.getState().refuseFile(null)} />}
      {choosing.kind === 'failed' && <ProblemView title="This recipe cannot be used" problem={choosing.problem} />}
      {status.kind === 'failed' && (
        <ProblemView title="The recipes could not be listed" problem={status.problem} onRetry={reload} />
      )}
      <SuggestionNote suggestions={suggestions} recipes={library?.recipes ?? []} />
      {library === null ? (
        status.kind !== 'failed' && <Loading what="Reading the recipes" rows={6} />
      ) : (
        <RecipeChoice hostId={hostId} recipes={library.recipes} suggestions={suggestions} />
      )}
    </Sections>
  );
}

interface RecipeChoiceProps {
  readonly hostId: string;
  readonly recipes: readonly RecipeSummary[];
  readonly suggestions: Suggestions;
}

function RecipeChoice({ hostId, recipes, suggestions }: RecipeChoiceProps) {
  const store = useWizardStore(hostId);
  const chosen = useStore(store, ({ draft }) => draft?.recipe ?? null);
  const { reading } = useReading(hostId);
  const taken =
    reading === null
      ? []
      : [
          ...listClouds(reading).map(({ name }) => name),
          ...valueOr(reading.facts.claims, []).map(({ cloud }) => cloud),
          ...reading.machines.map(({ name }) => name),
        ];
  return (
    <ChoiceList
      label="What shall the cloud be?"
      value={chosen}
      onChange={(id) => void store.getState().chooseRecipe(id, chooseFreeName(taken))}
      choices={recipes.map((recipe) => ({
        value: recipe.id,
        title: recipe.title,
        explanation: (
          <ChoiceDetail words={recipe.summary}>
            <RecipeMarks recipe={recipe} suggestions={suggestions} />
          </ChoiceDetail>
        ),
      }))}
    />
  );
}

/** How far anybody has tried it, and whether there is anything to install it from. */
function RecipeMarks({ recipe, suggestions }: { readonly recipe: RecipeSummary; readonly suggestions: Suggestions }) {
  const { verifiedCount, statementCount, id } = recipe;
  const suggestion = findSuggestion(suggestions, id);
  return (
    <Stacked isTight>
      {suggestion !== null && (
        <StateMark
          tone={suggestion.isSure ? 'ok' : 'attention'}
          word={suggestion.isSure ? `${suggestion.image} is for it` : `${suggestion.image} may be for it`}
        />
      )}
      <StateMark
        tone={verifiedCount * 2 > statementCount ? 'ok' : 'unknown'}
        word={`${verifiedCount.toString()} of ${statementCount.toString()} statements verified`}
      />
    </Stacked>
  );
}

interface SuggestionNoteProps {
  readonly suggestions: Suggestions;
  readonly recipes: readonly RecipeSummary[];
}

/** Above the list, which stays in its order: nothing moves under the pointer when the host has answered. */
function SuggestionNote({ suggestions, recipes }: SuggestionNoteProps) {
  switch (suggestions.kind) {
    case 'looking':
      return <Muted>Looking at the ISOs on the host, to see what they are for …</Muted>;
    case 'failed':
      return <Muted>What the ISOs on the host are for is not known: {suggestions.reason}</Muted>;
    case 'found': {
      const found = recipes.flatMap(({ id, title }) => {
        const suggestion = findSuggestion(suggestions, id);
        return suggestion === null ? [] : [`${suggestion.image}, for ${title}`];
      });
      return (
        <Muted>
          {found.length === 0
            ? 'No ISO in the host’s library is for any of them. You can fetch or upload one under “ISO library” of the host.'
            : `On the host: ${found.join('; ')}.`}
        </Muted>
      );
    }
  }
}
