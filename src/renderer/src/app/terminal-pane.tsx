import type { TerminalSession } from '#renderer/features/terminals/create-terminal.ts';
import { TerminalDrawer } from '#renderer/features/terminals/terminal-drawer.tsx';
import { CloudQuestion } from './cloud-question.tsx';

/** The terminals of the window; what a far side asks is asked as of any connection. */
export function TerminalPane() {
  return <TerminalDrawer renderQuestion={(terminal) => <TerminalQuestion terminal={terminal} />} />;
}

function TerminalQuestion({ terminal }: { readonly terminal: TerminalSession }) {
  const { state } = terminal.store.getState();
  return state.kind === 'question' || state.kind === 'changed-host-key' ? (
    <CloudQuestion
      conversation={{
        stage: state,
        start: terminal.connect,
        acceptFingerprint: (fingerprint) => terminal.acceptFingerprint(fingerprint),
        giveSecret: (question, value, remember) => terminal.giveSecret(question, value, remember),
        reset: terminal.askLogin,
      }}
    />
  ) : null;
}
