import type { LibraryImage } from '#domain/images/image-library.ts';
import { DataTable, type Column } from '#renderer/ui/data-table.tsx';
import { formatBytes } from '#domain/format-bytes.ts';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { TimeAgo } from '#renderer/ui/time-ago.tsx';

interface ImagesTableProps {
  readonly images: readonly LibraryImage[];
  readonly chosen: string | null;
  readonly onChoose: (image: LibraryImage) => void;
  /** Only what it takes to choose one, for narrow places. */
  readonly isCompact?: boolean;
}

const folderColumn: Column<LibraryImage> = { id: 'folder', title: 'Folder', isFact: true, render: ({ folder }) => folder };

const changedColumn: Column<LibraryImage> = {
  id: 'modified',
  title: 'Changed',
  render: ({ modifiedEpochMs }) => <TimeAgo epochMs={modifiedEpochMs} />,
};

const useColumn: Column<LibraryImage> = { id: 'used', title: 'Used by', render: (image) => <Use image={image} /> };

/** The library: what each file is by its own label, where it lies, who uses it. */
export function ImagesTable({ images, chosen, onChoose, isCompact = false }: ImagesTableProps) {
  // Both would leave no room for the names in a narrow window.
  const hasFolders = !isCompact && new Set(images.map(({ folder }) => folder)).size > 1;
  return (
    <DataTable
      label="ISO images"
      rows={images}
      keyOf={({ path }) => path}
      selectedKey={chosen}
      onSelect={onChoose}
      isDim={({ problem }) => problem !== null}
      columns={[
        {
          id: 'name',
          title: 'Image',
          isFact: true,
          titleOf: ({ path, problem }) => (problem === null ? path : `${path}: ${problem}`),
          render: ({ name }) => name,
        },
        { id: 'label', title: 'Label', render: (image) => describeLabel(image, isCompact) },
        ...(hasFolders ? [folderColumn] : []),
        { id: 'size', title: 'Size', align: 'right', isFact: true, render: ({ sizeBytes }) => formatBytes(sizeBytes) },
        ...(hasFolders || isCompact ? [] : [changedColumn]),
        ...(isCompact ? [] : [useColumn]),
      ]}
    />
  );
}

function describeLabel({ label, problem }: LibraryImage, isCompact: boolean): string {
  if (isCompact && problem !== null) {
    return 'cannot be used';
  }
  return label === null ? 'no ISO' : label.volume || 'without a name';
}

function Use({ image: { usedBy, problem } }: { readonly image: LibraryImage }) {
  if (problem !== null) {
    return <StateMark tone="broken" word="Cannot be used" />;
  }
  return usedBy.length === 0 ? '–' : usedBy.join(', ');
}
