import { useComputedColorScheme } from '@mantine/core';
import { useOs } from '@mantine/hooks';
import { useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { TerminalTab } from '#renderer/session/create-terminal-tabs-store.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { TerminalFrame } from '#renderer/ui/terminal-frame.tsx';
import { factsFont, readTerminalColors } from '#renderer/ui/theme/terminal-colors.ts';
import type { TerminalSession, TerminalState } from './create-terminal.ts';
import type { TerminalLook } from './load-xterm.ts';
import { TerminalNotice } from './terminal-notice.tsx';
import { useTerminal } from './terminals-context.tsx';

interface TerminalStageProps {
  readonly tab: TerminalTab;
  readonly renderQuestion: (terminal: TerminalSession) => ReactNode;
}

/** One terminal in sight, with whatever it asks or says about itself above it. */
export function TerminalStage({ tab, renderQuestion }: TerminalStageProps) {
  const terminal = useTerminal(tab);
  const state = useStore(terminal.store, (each) => each.state);
  const look = useLook();
  const [hasFocus, setFocus] = useState(false);
  const isMac = useOs() === 'macos';

  useEffect(() => {
    if (look !== null) {
      void terminal.show(look);
    }
  }, [terminal, look]);

  return (
    <TerminalFrame
      label={`Terminal: ${tab.title}`}
      screen={terminal.element}
      onRoomChange={terminal.fit}
      onEnter={terminal.focus}
      onRelease={terminal.blur}
      onFocusChange={setFocus}
      isFocused={hasFocus}
      isCovered={coveringStates.includes(state.kind)}
      notice={<TerminalNotice terminal={terminal} state={state} question={renderQuestion(terminal)} />}
      hint={hasFocus ? toHint(isMac) : 'Click into the terminal, or press Enter on it, to type.'}
    />
  );
}

/** In which the far side, or the person, has something to say first. */
const coveringStates: readonly TerminalState['kind'][] = ['login', 'question', 'changed-host-key', 'failed'];

function toHint(isMac: boolean): string {
  const copying = isMac ? '⌘ C copies, ⌘ V pastes' : 'Ctrl + Shift + C copies, Ctrl + Shift + V pastes';
  return `${copying}. Ctrl + Shift + Escape lets go of the keyboard.`;
}

/** null until the font is there: cells are measured once, and would be of another width. */
function useLook(): TerminalLook | null {
  const scheme = useComputedColorScheme();
  const { fontSizePx, isScreenReader } = useStore(useSession().settings, (state) => state.settings.terminal);
  const [look, setLook] = useState<TerminalLook | null>(null);
  useEffect(() => {
    let isWanted = true;
    // One frame later the page has the colours of the scheme.
    const frame = requestAnimationFrame(() => {
      void document.fonts.load(`${fontSizePx}px ${factsFont}`).finally(() => {
        if (isWanted) {
          setLook({ colors: readTerminalColors(), fontFamily: factsFont, fontSizePx, isScreenReader });
        }
      });
    });
    return () => {
      isWanted = false;
      cancelAnimationFrame(frame);
    };
  }, [scheme, fontSizePx, isScreenReader]);
  return look;
}
