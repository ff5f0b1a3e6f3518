import { Button } from '@mantine/core';
import { listClouds, type CloudView } from '#domain/clouds/list-clouds.ts';
import { describePlace } from '#domain/yaml/file-problem.ts';
import { useGo, useReading } from '#renderer/session/session-context.tsx';
import { DataTable, type Column } from '#renderer/ui/data-table.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { FormActions } from '#renderer/ui/form-layout.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { describeMachines, describePrivate, describePublic, toCloudState, type KnownCloud } from './cloud-words.ts';

const columns: readonly Column<KnownCloud>[] = [
  { id: 'name', title: 'Cloud', isFact: true, render: ({ name }) => name },
  { id: 'state', title: 'State', render: (cloud) => <StateMark {...toCloudState(cloud)} /> },
  { id: 'recipe', title: 'Recipe', isFact: true, render: ({ cloud }) => cloud.recipe },
  { id: 'machines', title: 'Machines', render: describeMachines },
  { id: 'public', title: 'Public addresses', isFact: true, render: ({ cloud }) => describePublic(cloud) },
  { id: 'private', title: 'Private subnet', isFact: true, render: ({ cloud }) => describePrivate(cloud) },
];

interface CloudsViewProps {
  readonly hostId: string;
  readonly onRetry: () => void;
}

/** The clouds of a host. A row opens its cloud. */
export function CloudsView({ hostId, onRetry }: CloudsViewProps) {
  const { reading, status } = useReading(hostId);
  const go = useGo();
  if (reading === null) {
    return status.kind === 'failed' ? (
      <ProblemView title="The clouds could not be read" problem={status.problem} onRetry={onRetry} />
    ) : (
      <Loading what="Reading the host and its clouds" />
    );
  }
  const { clouds: found } = reading.facts;
  if (found.kind === 'unavailable') {
    const problem = { code: 'unexpected-output', message: `${found.reason}.`, hint: null, raw: found.raw } as const;
    return <ProblemView title="The clouds could not be read" problem={problem} onRetry={onRetry} />;
  }
  const listed = listClouds(reading);
  const begin = (
    <Button variant="filled" onClick={() => go({ kind: 'new-cloud', hostId })}>
      New cloud
    </Button>
  );
  if (listed.length === 0) {
    return (
      <EmptyState title="No cloud here yet" action={begin}>
        A cloud is one machine or several that belong together: installed without a hand, in the right order, with addresses that
        overlap nobody’s. Machines that were launched one by one are under Machines.
      </EmptyState>
    );
  }
  return (
    <>
      {listed.map((one) => one.kind === 'broken' && <BrokenCloud key={one.name} cloud={one} />)}
      <DataTable
        label="Clouds"
        columns={columns}
        rows={listed.filter((one) => one.kind === 'cloud')}
        keyOf={({ name }) => name}
        onSelect={({ name }) => go({ kind: 'cloud', hostId, cloud: name })}
      />
      <FormActions>{begin}</FormActions>
    </>
  );
}

function BrokenCloud({ cloud: { name, path, problems } }: { readonly cloud: Extract<CloudView, { readonly kind: 'broken' }> }) {
  const problem = {
    code: 'unexpected-output',
    message: `What is written on the host about cloud ${name} cannot be read.`,
    hint: `Look at ${path} on the host. Its machines are under Machines.`,
    raw: problems.map(describePlace).join('\n'),
  } as const;
  return <ProblemView title={`Cloud ${name} cannot be shown`} problem={problem} />;
}
