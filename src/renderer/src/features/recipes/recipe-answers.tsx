import type { Recipe } from '#domain/recipes/recipe.ts';
import { DataTable } from '#renderer/ui/data-table.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { EvidenceMark, type FindEvidence } from './evidence-mark.tsx';
import { describeAnswer, describeRoles, phaseWords } from './recipe-words.ts';
import { withIndex } from './with-index.ts';

interface RecipeAnswersProps {
  readonly recipe: Recipe;
  readonly evidenceOf: FindEvidence;
}

const phases = ['installer', 'first-boot', 'first-login'] as const;

type Row = ReturnType<typeof withIndex<Recipe['questions'][number]>>[number];

/** Under the name of its screen, where that is another than before. */
function Question({ row, rows }: { readonly row: Row; readonly rows: readonly Row[] }) {
  const before = rows[rows.indexOf(row) - 1];
  return (
    <>
      {before?.item.screen !== row.item.screen && <Muted>{row.item.screen}</Muted>}
      {row.item.question}
      {row.item.roles.length > 0 && <Muted>{`Only ${describeRoles(row.item.roles)}`}</Muted>}
    </>
  );
}

/** What the installer asks, in its order and words. */
export function RecipeAnswers({ recipe: { questions }, evidenceOf }: RecipeAnswersProps) {
  if (questions.length === 0) {
    return <EmptyState title="No questions are known">This recipe does not say what its installer asks.</EmptyState>;
  }
  return (
    <>
      <Muted>In the installer’s order and words. Values in double braces are filled in for each machine.</Muted>
      {phases.map((phase) => {
        const rows = withIndex(questions).filter(({ item }) => item.phase === phase);
        return rows.length === 0 ? null : (
          <Section key={phase} title={phaseWords[phase]}>
            <DataTable
              label={`Questions, ${phaseWords[phase].toLowerCase()}`}
              rows={rows}
              keyOf={({ index }) => index.toString()}
              columns={[
                {
                  id: 'evidence',
                  title: 'Source',
                  render: ({ index }) => <EvidenceMark evidence={evidenceOf(`questions[${index}]`)} isWordHidden />,
                },
                { id: 'question', title: 'Question', isSentence: true, render: (row) => <Question row={row} rows={rows} /> },
                {
                  id: 'answer',
                  title: 'Answer',
                  isFact: true,
                  isSentence: true,
                  render: ({ item }) => describeAnswer(item.answer),
                },
                { id: 'keys', title: 'Then', isFact: true, render: ({ item }) => item.keys.join(' ') || '–' },
              ]}
            />
          </Section>
        );
      })}
    </>
  );
}
