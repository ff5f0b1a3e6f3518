import { describeWay } from '#domain/recipes/describe-way.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { DataTable } from '#renderer/ui/data-table.tsx';
import { Disclosure } from '#renderer/ui/disclosure.tsx';
import { FactList, type FactRow } from '#renderer/ui/fact-list.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { Term } from '#renderer/ui/term.tsx';
import { EvidenceMark, type FindEvidence } from './evidence-mark.tsx';
import { describeRoles } from './recipe-words.ts';
import { withIndex } from './with-index.ts';

interface RecipeInstallProps {
  readonly recipe: Recipe;
  readonly evidenceOf: FindEvidence;
}

/** The medium, its menu, and how an install goes without a hand. */
export function RecipeInstall({ recipe, evidenceOf }: RecipeInstallProps) {
  return (
    <>
      <Section title="Medium" aside={<EvidenceMark evidence={evidenceOf('media')} />}>
        <FactList rows={listMedium(recipe)} />
      </Section>
      <MenuSection recipe={recipe} evidenceOf={evidenceOf} />
      <Section title="Ways to install, the best first">
        <WaysTable recipe={recipe} evidenceOf={evidenceOf} />
      </Section>
      {recipe.files.length > 0 && (
        <Section title="Files that are made">
          <Muted>Values in double braces are filled in for each machine. A part is for all roles unless it names some.</Muted>
          {withIndex(recipe.files).map(({ item, index }) => (
            <Disclosure key={item.name} label={`${item.name}: ${item.title}`}>
              <FileParts file={item} fileIndex={index} evidenceOf={evidenceOf} />
            </Disclosure>
          ))}
        </Section>
      )}
      <MilestonesSection recipe={recipe} evidenceOf={evidenceOf} />
    </>
  );
}

function listMedium({ media: { examples, recognise, note } }: Recipe): readonly FactRow[] {
  const line = (label: string, values: readonly string[]) => (values.length === 0 ? [] : [{ label, value: values.join(', ') }]);
  return [
    ...line('For example', examples),
    ...line('Label', recognise.volumeLabels),
    ...line('Menu title', recognise.menuTitles),
    ...line('Menu entries', recognise.menuEntries),
    ...line('Files', recognise.files),
    ...(note === null ? [] : [{ label: 'Note', value: note, isWords: true }]),
  ];
}

function MenuSection({ recipe: { bootMenu }, evidenceOf }: RecipeInstallProps) {
  if (bootMenu === null) {
    return null;
  }
  const wait =
    bootMenu.timeoutSeconds === null
      ? 'It waits until somebody chooses, as far as is known.'
      : `After ${bootMenu.timeoutSeconds.toString()} s the marked entry starts by itself.`;
  return (
    <Section
      title={bootMenu.title ?? 'Boot menu'}
      aside={
        <>
          <Term name="boot menu" />
          <EvidenceMark evidence={evidenceOf('bootMenu')} />
        </>
      }
    >
      <Muted>
        {wait} {bootMenu.note}
      </Muted>
      <DataTable
        label="Boot menu"
        rows={bootMenu.entries}
        keyOf={({ id }) => id}
        columns={[
          {
            id: 'default',
            title: 'Default',
            render: ({ id }) => (id === bootMenu.default ? <StateMark tone="attention" word="Default" /> : null),
          },
          { id: 'keys', title: 'Keys', isFact: true, render: ({ keys }) => keys.join(' ') },
          { id: 'title', title: 'Entry', titleOf: ({ title }) => title, render: ({ title }) => title },
          { id: 'words', title: 'Words for the kernel', isFact: true, render: ({ words }) => words.join(' ') || '–' },
        ]}
      />
    </Section>
  );
}

function WaysTable({ recipe: { install }, evidenceOf }: RecipeInstallProps) {
  return (
    <DataTable
      label="Ways to install"
      rows={withIndex(install)}
      keyOf={({ index }) => index.toString()}
      columns={[
        {
          id: 'evidence',
          title: 'Source',
          render: ({ index }) => <EvidenceMark evidence={evidenceOf(`install[${index}]`)} isWordHidden />,
        },
        { id: 'roles', title: 'Roles', render: ({ item }) => describeRoles(item.roles) },
        {
          id: 'what',
          title: 'What is done',
          isSentence: true,
          render: ({ item }) => [describeWay(item.how), item.explanation].filter((text) => text !== null).join(' '),
        },
      ]}
    />
  );
}

interface FilePartsProps {
  readonly file: Recipe['files'][number];
  readonly fileIndex: number;
  readonly evidenceOf: FindEvidence;
}

function FileParts({ file, fileIndex, evidenceOf }: FilePartsProps) {
  return (
    <Sections>
      {file.parts.map(({ roles, text }, index) => (
        <Section
          key={index}
          title={`For ${describeRoles(roles)}`}
          aside={<EvidenceMark evidence={evidenceOf(`files[${fileIndex}].parts[${index}]`)} />}
        >
          <CommandBlock command={text} label={`${file.name}, part ${(index + 1).toString()}`} />
        </Section>
      ))}
    </Sections>
  );
}

function MilestonesSection({ recipe: { milestones } }: RecipeInstallProps) {
  return milestones.length === 0 ? null : (
    <Section title="How far it has come">
      <DataTable
        label="Milestones"
        rows={withIndex(milestones)}
        keyOf={({ index }) => index.toString()}
        columns={[
          { id: 'title', title: 'Milestone', render: ({ item }) => item.title },
          {
            id: 'sign',
            title: 'Seen by',
            isFact: true,
            titleOf: ({ item }) => describeSign(item.sign),
            render: ({ item }) => describeSign(item.sign),
          },
        ]}
      />
    </Section>
  );
}

function describeSign(sign: Recipe['milestones'][number]['sign']): string {
  switch (sign.kind) {
    case 'serial':
      return sign.line;
    case 'screen':
      return `on the screen: ${sign.text}`;
    case 'restart':
      return 'the machine restarts';
  }
}
