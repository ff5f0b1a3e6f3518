import { ActionIcon, Tooltip } from '@mantine/core';
import { IconTerminal2 } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { useSession } from '#renderer/session/session-context.tsx';

/** Shows and hides the terminals that are open. */
export function TerminalSwitch() {
  const { tabs, isShown, show } = useStore(useSession().terminalTabs);
  if (tabs.length === 0) {
    return null;
  }
  const count = tabs.length === 1 ? '1 terminal' : `${tabs.length} terminals`;
  return (
    <Tooltip label={isShown ? `Hide ${count}; what runs there goes on` : `Show ${count}`}>
      <ActionIcon aria-label="Terminals" aria-expanded={isShown} onClick={() => show(!isShown)}>
        <IconTerminal2 size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
