import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core';
import { useOs } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { IconChevronDown, IconChevronUp, IconLayoutSidebarRight, IconLayoutSidebarRightFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { CommandLog } from '#renderer/features/activity/command-log.tsx';
import { OperationTable } from '#renderer/features/activity/operation-table.tsx';
import { RunningLine } from '#renderer/features/activity/running-line.tsx';
import { TerminalSwitch } from '#renderer/features/terminals/terminal-switch.tsx';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { Frame, type FramePanes } from '#renderer/ui/frame.tsx';
import { PaddedScroll } from '#renderer/ui/padded-scroll.tsx';
import { Toolbar } from '#renderer/ui/toolbar.tsx';
import { TopBar } from '#renderer/ui/top-bar.tsx';
import { CentrePane } from './centre-pane.tsx';
import { ConnectionLost } from './connection-lost.tsx';
import { InspectorPane } from './inspector-pane.tsx';
import { NotificationSwitch } from './notification-switch.tsx';
import { TerminalPane } from './terminal-pane.tsx';
import { ThemeSwitch } from './theme-switch.tsx';
import { TreePane } from './tree-pane.tsx';
import type { Backend } from './backend.ts';

/** The window: four places around the centre, their sizes remembered. */
export function WindowFrame({ backend }: { readonly backend: Backend }) {
  const { settings } = useSession();
  const go = useGo();
  const os = useOs();
  const kept = useStore(settings, (state) => state.settings.panes);
  const [dragged, setDragged] = useState<FramePanes | null>(null);
  const panes = dragged ?? kept;
  const keep = (next: FramePanes) => {
    setDragged(null);
    void settings.getState().change({ panes: next });
  };
  return (
    <Frame
      panes={panes}
      onResize={setDragged}
      onResizeEnd={keep}
      top={
        <TopBar
          onHome={() => go({ kind: 'welcome' })}
          onFind={spotlight.open}
          findKeys={os === 'macos' ? '⌘ K' : 'Ctrl K'}
          end={
            <>
              <NotificationSwitch />
              <ThemeSwitch />
              <Tooltip label={panes.isInspectorOpen ? 'Hide the inspector' : 'Show the inspector'}>
                <ActionIcon
                  aria-label="Inspector"
                  aria-pressed={panes.isInspectorOpen}
                  onClick={() => keep({ ...panes, isInspectorOpen: !panes.isInspectorOpen })}
                >
                  {panes.isInspectorOpen ? (
                    <IconLayoutSidebarRightFilled size={16} aria-hidden />
                  ) : (
                    <IconLayoutSidebarRight size={16} aria-hidden />
                  )}
                </ActionIcon>
              </Tooltip>
            </>
          }
        />
      }
      tree={<TreePane />}
      centre={
        <>
          <ConnectionLost backend={backend} />
          <CentrePane />
        </>
      }
      inspector={<InspectorPane />}
      drawer={<TerminalPane />}
      activity={<ActivityPane />}
      strip={
        <>
          <RunningLine />
          <TerminalSwitch />
          <Tooltip label={panes.isActivityOpen ? 'Hide the activity' : 'Show the activity'}>
            <ActionIcon
              aria-label="Activity"
              aria-expanded={panes.isActivityOpen}
              onClick={() => keep({ ...panes, isActivityOpen: !panes.isActivityOpen })}
            >
              {panes.isActivityOpen ? <IconChevronDown size={16} aria-hidden /> : <IconChevronUp size={16} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        </>
      }
    />
  );
}

/** The strip, opened: the operations of the host that is looked at, or the log of every remote command. */
function ActivityPane() {
  const place = useStore(useSession().location, (state) => state.place);
  const [part, setPart] = useState<'commands' | 'operations'>('commands');
  const hostId = 'hostId' in place ? place.hostId : null;
  return (
    <>
      <Toolbar
        label="Activity of all hosts"
        start={
          <SegmentedControl
            aria-label="Show in the activity"
            value={part}
            onChange={(value) => setPart(value === 'operations' ? 'operations' : 'commands')}
            data={[
              { value: 'commands', label: 'Remote commands' },
              { value: 'operations', label: 'Operations' },
            ]}
          />
        }
      />
      {part === 'commands' || hostId === null ? (
        <CommandLog hostId={null} />
      ) : (
        <PaddedScroll label="Operations of this host">
          <OperationTable hostId={hostId} machine={null} />
        </PaddedScroll>
      )}
    </>
  );
}
