import type { RecipeSummary } from '#domain/recipes/recipe-library.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import { formatBytes } from '#domain/format-bytes.ts';
import { DataTable } from '#renderer/ui/data-table.tsx';
import { FactList, type FactRow } from '#renderer/ui/fact-list.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { EvidenceMark, type FindEvidence } from './evidence-mark.tsx';
import { RecipeNotes } from './recipe-notes.tsx';
import { describeOrigin, mediaWords, notationWords } from './recipe-words.ts';
import { withIndex } from './with-index.ts';

interface RecipeOverviewProps {
  readonly recipe: Recipe;
  readonly summary: RecipeSummary;
  readonly evidenceOf: FindEvidence;
}

/** Of what the cloud is made. */
export function RecipeOverview({ recipe, summary, evidenceOf }: RecipeOverviewProps) {
  return (
    <>
      <Section title="Recipe">
        <FactList rows={listFacts(recipe, summary)} />
      </Section>
      <Section title="Roles">
        <RolesTable recipe={recipe} evidenceOf={evidenceOf} />
      </Section>
      <Section title="Machines" aside={<EvidenceMark evidence={evidenceOf('machine')} />}>
        <FactList rows={listMachine(recipe)} />
      </Section>
      {recipe.addresses.length > 0 && (
        <Section title="Addresses">
          <AddressesTable recipe={recipe} evidenceOf={evidenceOf} />
        </Section>
      )}
      <RecipeNotes notes={recipe.notes} />
    </>
  );
}

function listFacts({ era, shapes, id }: Recipe, summary: RecipeSummary): readonly FactRow[] {
  return [
    { label: 'Id', value: id, copy: id },
    { label: 'From', value: describeOrigin(summary), isWords: true },
    { label: 'File', value: summary.path, copy: summary.path },
    { label: 'Era', value: era, isWords: true },
    { label: 'Medium', value: mediaWords[summary.mediaKind], isWords: true },
    {
      label: 'Shapes',
      value: shapes.map(({ title }) => title).join(', '),
      isWords: true,
      note: shapes.flatMap(({ explanation }) => (explanation === null ? [] : [explanation])).join(' '),
    },
  ];
}

function listMachine({ machine }: Recipe): readonly FactRow[] {
  return [
    { label: 'Chipset', value: machine.chipset },
    { label: 'Firmware', value: machine.firmware === 'bios' ? 'BIOS' : 'UEFI' },
    { label: 'Processor', value: 'the host’s own, whole', isWords: true },
    { label: 'Disk on', value: machine.diskBus },
    { label: 'Network card', value: machine.nicModel },
    ...(machine.needsOwnUuid
      ? [{ label: 'UUID', value: 'each machine has its own; the software tells them apart by it', isWords: true }]
      : []),
    ...(machine.note === null ? [] : [{ label: 'Note', value: machine.note, isWords: true }]),
  ];
}

interface TableProps {
  readonly recipe: Recipe;
  readonly evidenceOf: FindEvidence;
}

function RolesTable({ recipe: { roles }, evidenceOf }: TableProps) {
  return (
    <DataTable
      label="Roles"
      rows={withIndex(roles)}
      keyOf={({ item }) => item.id}
      columns={[
        {
          id: 'evidence',
          title: 'Source',
          render: ({ index }) => <EvidenceMark evidence={evidenceOf(`roles[${index}].hardware`)} isWordHidden />,
        },
        { id: 'title', title: 'Role', render: ({ item }) => item.title },
        {
          id: 'memory',
          title: 'RAM',
          align: 'right',
          isFact: true,
          render: ({ item }) => formatMiB(item.hardware.memory.sensibleMiB),
        },
        {
          id: 'least',
          title: 'At least',
          align: 'right',
          isFact: true,
          render: ({ item }) => formatMiB(item.hardware.memory.minimumMiB),
        },
        { id: 'vcpus', title: 'CPUs', align: 'right', isFact: true, render: ({ item }) => item.hardware.vcpus.sensible },
        {
          id: 'disk',
          title: 'Disk',
          align: 'right',
          isFact: true,
          render: ({ item }) => item.hardware.disks.map(({ sensibleGiB }) => `${sensibleGiB} GiB`).join(' + '),
        },
        {
          id: 'nested',
          title: 'vmx or svm',
          render: ({ item }) => (item.hardware.needsVirtualisation ? 'needed' : '–'),
        },
        { id: 'after', title: 'After', render: ({ item }) => item.after.map(({ role }) => role).join(', ') || '–' },
      ]}
    />
  );
}

function AddressesTable({ recipe: { addresses }, evidenceOf }: TableProps) {
  return (
    <DataTable
      label="Addresses"
      rows={withIndex(addresses)}
      keyOf={({ item }) => item.id}
      columns={[
        {
          id: 'evidence',
          title: 'Source',
          render: ({ index }) => <EvidenceMark evidence={evidenceOf(`addresses[${index}]`)} isWordHidden />,
        },
        { id: 'title', title: 'As the installer calls it', render: ({ item }) => item.title },
        { id: 'notation', title: 'Is', render: ({ item }) => notationWords[item.notation] },
        { id: 'default', title: 'Proposed', isFact: true, render: ({ item }) => item.default ?? '–' },
        {
          id: 'rules',
          title: 'Rules',
          isSentence: true,
          render: ({ item }) => [item.explanation, ...item.rules].filter((text) => text !== null).join(' '),
        },
      ]}
    />
  );
}

function formatMiB(mib: number): string {
  return formatBytes(mib * 1024 ** 2);
}
