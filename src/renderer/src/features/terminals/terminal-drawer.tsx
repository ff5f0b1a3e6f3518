import { Tabs } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { TerminalTab } from '#renderer/session/create-terminal-tabs-store.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { Drawer } from '#renderer/ui/drawer.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import type { TerminalSession } from './create-terminal.ts';
import { TerminalActions } from './terminal-actions.tsx';
import { TerminalStage } from './terminal-stage.tsx';
import { toTerminalMark } from './terminal-words.ts';
import { useTerminal } from './terminals-context.tsx';

export interface TerminalDrawerProps {
  /** How a question of the far side is put: as of any other connection. */
  readonly renderQuestion: (terminal: TerminalSession) => ReactNode;
}

/** The terminals, one in sight; all of them stay while the person walks around in the window. */
export function TerminalDrawer({ renderQuestion }: TerminalDrawerProps) {
  const { settings, terminalTabs } = useSession();
  const { tabs, activeId, isShown, select } = useStore(terminalTabs);
  const kept = useStore(settings, (state) => state.settings.terminal);
  const [dragged, setDragged] = useState<number | null>(null);
  const active = tabs.find(({ id }) => id === activeId);
  if (!isShown || active === undefined) {
    return null;
  }
  const keep = (heightPx: number) => {
    setDragged(null);
    void settings.getState().change({ terminal: { ...kept, heightPx } });
  };
  return (
    <Drawer
      label="Terminals"
      heightPx={dragged ?? kept.heightPx}
      onResize={setDragged}
      onResizeEnd={keep}
      tabs={
        <Tabs value={active.id} onChange={(id) => id !== null && select(id)} keepMounted={false}>
          <Tabs.List aria-label="Open terminals">
            {tabs.map((tab) => (
              <TabHead key={tab.id} tab={tab} />
            ))}
          </Tabs.List>
        </Tabs>
      }
      actions={<TerminalActions key={active.id} tab={active} />}
    >
      <TerminalStage key={active.id} tab={active} renderQuestion={renderQuestion} />
    </Drawer>
  );
}

function TabHead({ tab }: { readonly tab: TerminalTab }) {
  const state = useStore(useTerminal(tab).store, (each) => each.state);
  return (
    <Tabs.Tab value={tab.id} leftSection={<StateMark {...toTerminalMark(state)} isWordHidden />}>
      {tab.title}
    </Tabs.Tab>
  );
}
