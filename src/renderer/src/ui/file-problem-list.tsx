import type { FileProblem } from '#domain/yaml/file-problem.ts';
import { DataTable } from './data-table.tsx';

interface FileProblemListProps {
  readonly fileName: string;
  readonly problems: readonly FileProblem[];
}

/** What is wrong with a file, in its order. */
export function FileProblemList({ fileName, problems }: FileProblemListProps) {
  return (
    <DataTable
      label={`Mistakes in ${fileName}`}
      rows={problems}
      keyOf={({ line, column, field, message }) => `${line.toString()}:${column.toString()} ${field} ${message}`}
      columns={[
        { id: 'line', title: 'Line', align: 'right', isFact: true, render: ({ line }) => line },
        { id: 'column', title: 'Column', align: 'right', isFact: true, render: ({ column }) => column },
        { id: 'message', title: 'What is wrong', isSentence: true, render: ({ message }) => message },
      ]}
    />
  );
}
