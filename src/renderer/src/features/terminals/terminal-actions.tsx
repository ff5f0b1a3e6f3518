import { ActionIcon, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconAccessible,
  IconChevronDown,
  IconCopy,
  IconRefresh,
  IconTerminal,
  IconTextDecrease,
  IconTextIncrease,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react';
import { useStore } from 'zustand';
import { toProblem } from '#contract/api-error.ts';
import type { TerminalTab } from '#renderer/session/create-terminal-tabs-store.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import type { TerminalSession } from './create-terminal.ts';
import { useTerminal } from './terminals-context.tsx';

const smallestPx = 8;
const largestPx = 32;

/** What can be done with the terminal in sight, and how all of them look. */
export function TerminalActions({ tab }: { readonly tab: TerminalTab }) {
  const { settings, terminalTabs } = useSession();
  const terminal = useTerminal(tab);
  const { state, hasSelection } = useStore(terminal.store);
  const look = useStore(settings, (each) => each.settings.terminal);
  const { close, show } = terminalTabs.getState();
  const change = (part: Partial<typeof look>) => void settings.getState().change({ terminal: { ...look, ...part } });
  const resize = (byPx: number) => change({ fontSizePx: Math.min(largestPx, Math.max(smallestPx, look.fontSizePx + byPx)) });
  const isIdle = state.kind === 'ended' || state.kind === 'failed';
  return (
    <>
      {isIdle && <Act label="Connect again" Icon={IconRefresh} onClick={() => void terminal.connect()} />}
      {hasSelection && <Act label="Copy selection" Icon={IconCopy} onClick={terminal.copySelection} />}
      <Act label="Copy as ssh command" Icon={IconTerminal} onClick={() => void copyCommand(terminal)} />
      <Act label="Smaller text" Icon={IconTextDecrease} onClick={() => resize(-1)} />
      <Act label="Larger text" Icon={IconTextIncrease} onClick={() => resize(1)} />
      <Act
        label={look.isScreenReader ? 'Stop telling screen readers what is written' : 'Tell screen readers what is written'}
        Icon={IconAccessible}
        isPressed={look.isScreenReader}
        onClick={() => change({ isScreenReader: !look.isScreenReader })}
      />
      <Act label="Hide terminals" Icon={IconChevronDown} onClick={() => show(false)} />
      <Act label={`Close ${tab.title}`} Icon={IconX} onClick={() => close(tab.id)} />
    </>
  );
}

interface ActProps {
  readonly label: string;
  readonly Icon: TablerIcon;
  readonly onClick: () => void;
  readonly isPressed?: boolean;
}

function Act({ label, Icon, onClick, isPressed }: ActProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} aria-pressed={isPressed} onClick={onClick}>
        <Icon size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

async function copyCommand(terminal: TerminalSession): Promise<void> {
  try {
    const command = await terminal.explain();
    await navigator.clipboard.writeText(command);
    notifications.show({ title: 'Copied', message: command });
  } catch (error) {
    const { message, hint } = toProblem(error);
    const words = [message, hint].filter((part) => part !== null).join(' ');
    notifications.show({ title: 'The command was not copied', message: words, color: 'red' });
  }
}
