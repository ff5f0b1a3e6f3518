import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { DataTable, type Column } from '#renderer/ui/data-table.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Toolbar } from '#renderer/ui/toolbar.tsx';
import type { Ec2List } from './use-ec2-list.ts';

interface Ec2ListViewProps<Row> {
  readonly list: Ec2List<Row>;
  /** "instances" */
  readonly noun: string;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly empty: string;
  readonly actions?: ReactNode;
}

/** A list of the cloud's API with its four states: asking, failed, empty, there; an old one stays below why a new one did not come. */
export function Ec2ListView<Row>({ list, noun, columns, keyOf, empty, actions }: Ec2ListViewProps<Row>) {
  const { rows, problem, isAsking, refresh } = list;
  const again = (
    <Button loading={isAsking} onClick={() => void refresh()}>
      Ask again
    </Button>
  );
  return (
    <Sections>
      <Toolbar label={`About the ${noun}`} start={actions ?? null} end={again} />
      {problem !== null && (
        <ProblemView
          title={rows === null ? `The ${noun} could not be listed` : `This list of ${noun} is old`}
          problem={problem}
        />
      )}
      {rows === null ? (
        problem === null && <Loading what={`Asking the cloud for its ${noun}`} />
      ) : rows.length === 0 ? (
        <EmptyState title={`No ${noun}`}>{empty}</EmptyState>
      ) : (
        <DataTable label={`The ${noun} of the cloud`} columns={columns} rows={rows} keyOf={keyOf} />
      )}
    </Sections>
  );
}
