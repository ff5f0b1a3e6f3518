import { Button, Tabs } from '@mantine/core';
import { ActivityView } from '#renderer/features/activity/activity-view.tsx';
import { InterruptedBanners } from '#renderer/features/activity/interrupted-banners.tsx';
import { ConsoleView } from '#renderer/features/consoles/console-view.tsx';
import { AddressesView } from '#renderer/features/machines/addresses-view.tsx';
import { MachineActions } from '#renderer/features/machines/machine-actions.tsx';
import { MachineOverview } from '#renderer/features/machines/machine-overview.tsx';
import { describeRole, describeSize, toMachineTone, toStateWord } from '#renderer/features/machines/machine-words.ts';
import { PathView } from '#renderer/features/path/path-view.tsx';
import type { Machine } from '#domain/machines/machine.ts';
import { machineTabs, type MachineTab } from '#renderer/session/place.ts';
import { useGo, useHost, useMachine, useReading, useSession } from '#renderer/session/session-context.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { Page, Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { CloudQuestion } from './cloud-question.tsx';

const titles: Readonly<Record<MachineTab, string>> = {
  overview: 'Overview',
  path: 'Path',
  console: 'Console',
  addresses: 'Addresses',
  activity: 'Activity',
};

interface MachineScreenProps {
  readonly hostId: string;
  readonly name: string;
  readonly tab: MachineTab;
}

export function MachineScreen({ hostId, name, tab }: MachineScreenProps) {
  const machine = useMachine(hostId, name);
  return machine === null ? (
    <UnknownMachine hostId={hostId} name={name} />
  ) : (
    <KnownMachine hostId={hostId} machine={machine} tab={tab} />
  );
}

function KnownMachine({
  hostId,
  machine,
  tab,
}: {
  readonly hostId: string;
  readonly machine: Machine;
  readonly tab: MachineTab;
}) {
  const go = useGo();
  const hostName = useHost(hostId)?.host.name ?? hostId;
  const facts = useReading(hostId).reading?.facts ?? null;
  const open = (next: MachineTab) => go({ kind: 'machine', hostId, machine: machine.name, tab: next });
  return (
    <Page
      title={machine.name}
      state={<StateMark tone={toMachineTone(machine)} word={toStateWord(machine)} />}
      lead={`${describeRole(machine)} on ${hostName}, ${describeSize(machine)}`}
      actions={facts && <MachineActions hostId={hostId} machine={machine} facts={facts} />}
      isFilled={tab === 'path' || tab === 'console' || tab === 'activity'}
      tabs={
        <Tabs value={tab} onChange={(value) => open(machineTabs.find((each) => each === value) ?? 'overview')}>
          <Tabs.List aria-label={`About ${machine.name}`}>
            {machineTabs.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {titles[each]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      }
    >
      <MachineTabContent hostId={hostId} machine={machine} tab={tab} onOpenConsole={() => open('console')} />
    </Page>
  );
}

interface MachineTabContentProps {
  readonly hostId: string;
  readonly machine: Machine;
  readonly tab: MachineTab;
  readonly onOpenConsole: () => void;
}

function MachineTabContent({ hostId, machine, tab, onOpenConsole }: MachineTabContentProps) {
  switch (tab) {
    case 'overview':
      return (
        <Sections>
          <InterruptedBanners hostId={hostId} machine={machine.name} />
          <MachineOverview hostId={hostId} machine={machine} />
        </Sections>
      );
    case 'path':
      return (
        <PathView
          key={machine.name}
          hostId={hostId}
          machine={machine.name}
          renderQuestion={(look) => <CloudQuestion conversation={look} />}
        />
      );
    case 'console':
      return <ConsoleView key={`${hostId}/${machine.name}`} hostId={hostId} machine={machine} />;
    case 'addresses':
      return <AddressesView machine={machine} onOpenConsole={onOpenConsole} />;
    case 'activity':
      return <ActivityView hostId={hostId} machine={machine.name} />;
  }
}

function UnknownMachine({ hostId, name }: { readonly hostId: string; readonly name: string }) {
  const { readings } = useSession();
  const { reading, status } = useReading(hostId);
  const go = useGo();
  const refresh = () => void readings.getState().refresh(hostId);
  return (
    <Page title={name}>
      {status.kind === 'failed' ? (
        <ProblemView title="The host could not be read" problem={status.problem} onRetry={refresh} />
      ) : reading === null ? (
        <Loading what="Reading the host and all its machines" />
      ) : (
        <EmptyState
          title={`There is no machine called ${name} on this host`}
          action={
            <>
              <Button onClick={refresh}>Read again</Button>
              <Button onClick={() => go({ kind: 'host', hostId, tab: 'machines' })}>Show machines</Button>
            </>
          }
        >
          It was not there when the host was read last. Somebody may have destroyed it, or it has not begun yet.
        </EmptyState>
      )}
    </Page>
  );
}
