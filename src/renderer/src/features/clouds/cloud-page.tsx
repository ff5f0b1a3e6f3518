import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { toDay } from '#domain/addressing/claims/address-claim.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import { listClouds } from '#domain/clouds/list-clouds.ts';
import { formatMiB } from '#domain/format-bytes.ts';
import { describeDisk } from '#domain/machines/disk-size.ts';
import { toStateWord } from '#domain/machines/describe-state.ts';
import { useGo, useReading } from '#renderer/session/session-context.tsx';
import { DataTable, type Column } from '#renderer/ui/data-table.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { FactList } from '#renderer/ui/fact-list.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { Page, Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { ChangeButton } from './change-button.tsx';
import { CloudTimeline } from './cloud-timeline.tsx';
import { describePrivate, describePublic, toCloudState, type KnownCloud } from './cloud-words.ts';
import { ExportButton } from './export-button.tsx';
import { useCloudProgress } from './use-cloud-progress.ts';

interface CloudPageProps {
  readonly hostId: string;
  readonly name: string;
  /** Sections of other features: the ways into the installed cloud. */
  readonly children?: ReactNode;
}

/** One cloud: how far its installs are, its machines, its addresses. */
export function CloudPage({ hostId, name, children }: CloudPageProps) {
  const { reading, status } = useReading(hostId);
  const found = reading === null ? undefined : listClouds(reading).find((one) => one.name === name);
  if (reading === null || found?.kind !== 'cloud') {
    return (
      <Page title={name}>
        {reading !== null ? (
          <EmptyState title={`There is no cloud ${name} here`}>
            It was taken down, or what is written about it on the host cannot be read. The list of clouds says which.
          </EmptyState>
        ) : status.kind === 'failed' ? (
          <ProblemView title="The cloud could not be read" problem={status.problem} />
        ) : (
          <Loading what="Reading the host and its clouds" />
        )}
      </Page>
    );
  }
  return (
    <Known hostId={hostId} found={found}>
      {children}
    </Known>
  );
}

interface KnownProps {
  readonly hostId: string;
  readonly found: KnownCloud;
  readonly children: ReactNode;
}

function Known({ hostId, found, children }: KnownProps) {
  const go = useGo();
  const { name, cloud } = found;
  return (
    <Page
      title={name}
      state={<StateMark {...toCloudState(found)} />}
      lead={`Cloud from recipe ${cloud.recipe}, ${cloud.shape}.`}
      actions={
        <>
          <Button onClick={() => go({ kind: 'ec2', hostId, cloud: name })}>Instances & images</Button>
          <Button onClick={() => go({ kind: 'verify', hostId, cloud: name })}>Verify</Button>
          <ChangeButton hostId={hostId} cloud={name} />
          <ExportButton hostId={hostId} cloud={name} />
          <Button onClick={() => go({ kind: 'take-down', hostId, cloud: name })}>Take down …</Button>
        </>
      }
    >
      <Sections>
        <Installs hostId={hostId} name={name} />
        <Section title="Machines">
          <DataTable
            label="Machines of the cloud"
            columns={columns}
            rows={found.machines.map((member) => ({
              ...member,
              planned: cloud.machines.find((one) => one.name === member.name),
            }))}
            keyOf={(member) => member.name}
            onSelect={(member) => go({ kind: 'machine', hostId, machine: member.name, tab: 'overview' })}
          />
        </Section>
        {children}
        <Section title="Addresses">
          <Addresses found={found} />
        </Section>
      </Sections>
    </Page>
  );
}

function Installs({ hostId, name }: { readonly hostId: string; readonly name: string }) {
  const { progress, problem } = useCloudProgress(hostId, name);
  return (
    <Section title="Install">
      {problem !== null && <ProblemView title="How the installs go is no longer told" problem={problem} />}
      {progress === null ? (
        problem === null && <Loading what="Asking how the installs go" rows={2} />
      ) : (
        <CloudTimeline hostId={hostId} progress={progress} />
      )}
    </Section>
  );
}

type Row = KnownCloud['machines'][number] & { readonly planned: KnownCloud['cloud']['machines'][number] | undefined };

const columns: readonly Column<Row>[] = [
  { id: 'name', title: 'Machine', isFact: true, render: ({ name }) => name },
  { id: 'state', title: 'State', render: ({ machine }) => (machine === null ? 'gone' : toStateWord(machine.state)) },
  { id: 'role', title: 'Role', isFact: true, render: ({ role }) => role },
  {
    id: 'address',
    title: 'Address',
    isFact: true,
    render: ({ planned }) => (planned === undefined ? '–' : formatIpv4(planned.address)),
  },
  {
    id: 'memory',
    title: 'RAM',
    align: 'right',
    isFact: true,
    render: ({ planned }) => (planned === undefined ? '–' : formatMiB(planned.memoryMiB)),
  },
  { id: 'vcpus', title: 'vCPUs', align: 'right', isFact: true, render: ({ planned }) => planned?.vcpus ?? '–' },
  {
    id: 'disk',
    title: 'Disk',
    align: 'right',
    isFact: true,
    render: ({ planned }) => (planned === undefined ? '–' : describeDisk(planned.diskGiB)),
  },
];

function Addresses({ found: { cloud, claim } }: { readonly found: KnownCloud }) {
  const [publicText, privateText] = [describePublic(cloud), describePrivate(cloud)];
  const bridge = cloud.bridgeAddress === null ? null : formatIpv4(cloud.bridgeAddress);
  return (
    <FactList
      rows={[
        { label: 'Public', value: publicText, copy: publicText },
        { label: 'Private subnet', value: privateText, copy: privateText },
        ...(bridge === null ? [] : [{ label: 'NC bridge IP', value: bridge, copy: bridge }]),
        {
          label: 'Claimed',
          isWords: true,
          value:
            claim === null
              ? 'by nobody: somebody may take them'
              : `by ${claim.owner} ${claim.untilEpochMs === null ? 'until they are released' : `until ${toDay(claim.untilEpochMs)}`}`,
        },
      ]}
    />
  );
}
