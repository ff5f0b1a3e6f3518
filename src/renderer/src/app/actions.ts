import type { HostView } from '#contract/hosts.ts';
import { canResume } from '#domain/activity/can-continue.ts';
import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import { judgeAction } from '#domain/machines/lifecycle/judge-action.ts';
import { usualShutdownSeconds, type MachineAction } from '#domain/machines/lifecycle/machine-action.ts';
import type { Machine } from '#domain/machines/machine.ts';
import type { ColorScheme } from '#domain/settings/settings.ts';
import { runMachineAction } from '#renderer/features/machines/run-machine-action.ts';
import { getReading } from '#renderer/session/create-readings-store.ts';
import type { Session } from '#renderer/session/create-session.ts';
import { machineTabs, type MachineTab } from '#renderer/session/place.ts';

/** One thing a person can do from anywhere: found by its words, run by a click or Enter. */
export interface Action {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly group: 'Places' | 'Do' | 'Window';
  readonly run: () => void;
}

/** Everything that can be gone to or done now. */
export function listActions(session: Session): readonly Action[] {
  const { views } = session.hosts.getState();
  return [
    ...views.flatMap((view) => listHostActions(session, view)),
    ...listGeneralActions(session),
    ...listWindowActions(session),
  ];
}

function listHostActions(session: Session, { host, connection }: HostView): readonly Action[] {
  const { go } = session.location.getState();
  const machines = getReading(session.readings.getState(), host.id).reading?.machines ?? [];
  const isConnected = connection.kind === 'connected';
  const hostAction = (id: string, label: string, group: Action['group'], run: () => void): Action => ({
    id: `${host.id}-${id}`,
    label,
    description: host.address,
    group,
    run,
  });
  return [
    hostAction('open', host.name, 'Places', () => go({ kind: 'host', hostId: host.id, tab: 'overview' })),
    hostAction('machines', `Machines on ${host.name}`, 'Places', () => go({ kind: 'host', hostId: host.id, tab: 'machines' })),
    hostAction('checkpoints', `Checkpoints on ${host.name}`, 'Places', () =>
      go({ kind: 'host', hostId: host.id, tab: 'checkpoints' }),
    ),
    hostAction('addresses', `Address plan of ${host.name}`, 'Places', () =>
      go({ kind: 'host', hostId: host.id, tab: 'addresses' }),
    ),
    hostAction('clouds', `Clouds on ${host.name}`, 'Places', () => go({ kind: 'host', hostId: host.id, tab: 'clouds' })),
    hostAction('images', `ISO library of ${host.name}`, 'Places', () => go({ kind: 'host', hostId: host.id, tab: 'images' })),
    hostAction('activity', `Activity on ${host.name}`, 'Places', () => go({ kind: 'host', hostId: host.id, tab: 'activity' })),
    ...machines.flatMap((machine) => listMachineActions(session, host.id, machine)),
    ...listInterrupted(session, host.id),
    ...(isConnected
      ? [
          hostAction('launch', `Launch machine on ${host.name}`, 'Do', () => go({ kind: 'launch', hostId: host.id })),
          hostAction('terminal', `Terminal on ${host.name}`, 'Do', () =>
            session.terminalTabs.getState().open({ hostId: host.id, place: { kind: 'host' }, title: host.name }),
          ),
          hostAction('new-cloud', `New cloud on ${host.name}`, 'Do', () => go({ kind: 'new-cloud', hostId: host.id })),
          hostAction('read', `Read ${host.name} again`, 'Do', () => void session.readings.getState().refresh(host.id)),
          hostAction(
            'disconnect',
            `Disconnect from ${host.name}`,
            'Do',
            () => void session.client.hosts.disconnect({ hostId: host.id }),
          ),
        ]
      : []),
    hostAction('edit', `Edit host ${host.name}`, 'Do', () => go({ kind: 'edit-host', hostId: host.id })),
  ];
}

/** What was interrupted on a host and can go on. */
function listInterrupted({ operations, location }: Session, hostId: string): readonly Action[] {
  const { go } = location.getState();
  const history = operations.getState().historyByHost[hostId] ?? [];
  const ways = [
    { way: 'resume', verb: 'Resume', isPossible: (summary: OperationSummary) => canResume(summary).ok },
    { way: 'undo', verb: 'Undo', isPossible: ({ state }: OperationSummary) => state === 'interrupted' },
  ] as const;
  return history.flatMap((summary) =>
    ways
      .filter(({ isPossible }) => isPossible(summary))
      .map(({ way, verb }): Action => {
        const { operationId, title } = summary;
        return {
          id: `${hostId}-${operationId}-${way}`,
          label: `${verb} ${title} …`,
          description: 'was interrupted; shows first what would happen',
          group: 'Do',
          run: () => go({ kind: 'continue-operation', hostId, operationId, way }),
        };
      }),
  );
}

const tabWords: Readonly<Record<MachineTab, string>> = {
  overview: '',
  path: 'Path of ',
  console: 'Console of ',
  addresses: 'Addresses of ',
  activity: 'Activity of ',
};

function listMachineActions(session: Session, hostId: string, machine: Machine): readonly Action[] {
  const { go } = session.location.getState();
  const places = machineTabs.map((tab): Action => ({
    id: `${hostId}-${machine.name}-${tab}`,
    label: `${tabWords[tab]}${machine.name}`,
    description: machine.owner === 'foreign' ? 'foreign machine' : 'machine',
    group: 'Places',
    run: () => go({ kind: 'machine', hostId, machine: machine.name, tab }),
  }));
  const destroy: Action = {
    id: `${hostId}-${machine.name}-destroy`,
    label: `Destroy ${machine.name} …`,
    description: 'shows first what would be removed',
    group: 'Do',
    run: () => go({ kind: 'destroy', hostId, machine: machine.name }),
  };
  return machine.owner === 'foreign' ? places : [...places, ...listRunActions(session, hostId, machine), destroy];
}

/** What loses nothing, and can be done now; what does lose something is behind the machine's own menu, which asks. */
function listRunActions(session: Session, hostId: string, machine: Machine): readonly Action[] {
  const { name } = machine;
  const facts = getReading(session.readings.getState(), hostId).reading?.facts;
  const offered: readonly (readonly [label: string, action: MachineAction])[] = [
    [`Start ${name}`, { kind: 'start', boot: null }],
    [`Shut down ${name}`, { kind: 'shutdown', limitSeconds: usualShutdownSeconds }],
    [`Pause ${name}`, { kind: 'pause' }],
    [`Resume ${name}`, { kind: 'resume' }],
  ];
  const possible = offered.filter(([, action]) => facts !== undefined && judgeAction(machine, action, facts).ok);
  return [
    ...possible.map(([label, action]): Action => ({
      id: `${hostId}-${name}-${action.kind}`,
      label,
      description: 'machine',
      group: 'Do',
      run: () => void runMachineAction(session, hostId, name, action),
    })),
    ...(machine.state.kind === 'running'
      ? [
          {
            id: `${hostId}-${name}-terminal`,
            label: `Terminal on ${name}`,
            description: 'a shell in it, through the host',
            group: 'Do' as const,
            run: () => session.terminalTabs.getState().open({ hostId, place: { kind: 'machine', machine: name }, title: name }),
          },
        ]
      : []),
    {
      id: `${hostId}-${name}-edit`,
      label: `Edit ${name} …`,
      description: 'RAM, processors, CD, disk',
      group: 'Do',
      run: () => session.location.getState().go({ kind: 'edit-machine', hostId, machine: name }),
    },
  ];
}

function listGeneralActions({ location, practice }: Session): readonly Action[] {
  const { go } = location.getState();
  return [
    { id: 'add-host', label: 'Add host', description: 'connect to a KVM host', group: 'Do', run: () => go({ kind: 'add-host' }) },
    {
      id: 'practice-up',
      label: 'Boot practice host',
      description: 'a real KVM host in a virtual machine on this laptop',
      group: 'Do',
      run: () => {
        void practice.getState().start('up');
        go({ kind: 'practice' });
      },
    },
    {
      id: 'practice',
      label: 'Practice host',
      description: 'state, reset, shut down',
      group: 'Places',
      run: () => go({ kind: 'practice' }),
    },
    {
      id: 'recipes',
      label: 'Recipes',
      description: 'clouds as data: what is known of each, and yours',
      group: 'Places',
      run: () => go({ kind: 'recipes' }),
    },
    { id: 'welcome', label: 'Start', description: 'the two doors', group: 'Places', run: () => go({ kind: 'welcome' }) },
  ];
}

function listWindowActions({ settings }: Session): readonly Action[] {
  const { change, settings: current } = settings.getState();
  const scheme = (colorScheme: ColorScheme, label: string): Action => ({
    id: `scheme-${colorScheme}`,
    label,
    description: 'appearance',
    group: 'Window',
    run: () => void change({ colorScheme }),
  });
  const { panes } = current;
  return [
    scheme('light', 'Light appearance'),
    scheme('dark', 'Dark appearance'),
    scheme('system', 'Appearance as the system has it'),
    {
      id: 'toggle-inspector',
      label: panes.isInspectorOpen ? 'Hide the inspector' : 'Show the inspector',
      description: 'facts of what is selected',
      group: 'Window',
      run: () => void change({ panes: { ...panes, isInspectorOpen: !panes.isInspectorOpen } }),
    },
    {
      id: 'toggle-activity',
      label: panes.isActivityOpen ? 'Hide the activity' : 'Show the activity',
      description: 'operations and remote commands',
      group: 'Window',
      run: () => void change({ panes: { ...panes, isActivityOpen: !panes.isActivityOpen } }),
    },
  ];
}
