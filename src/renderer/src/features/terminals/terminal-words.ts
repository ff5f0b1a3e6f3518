import type { Tone } from '#renderer/ui/state-mark.tsx';
import type { TerminalState } from './create-terminal.ts';

/** The state of a terminal in a mark and a word. */
export function toTerminalMark(state: TerminalState): { readonly tone: Tone; readonly word: string } {
  switch (state.kind) {
    case 'new':
    case 'connecting':
      return { tone: 'busy', word: 'Connecting' };
    case 'login':
    case 'question':
      return { tone: 'attention', word: 'Asks for a login' };
    case 'changed-host-key':
      return { tone: 'broken', word: 'Refused' };
    case 'open':
      return { tone: 'ok', word: 'Open' };
    case 'ended':
      return state.ending.kind === 'lost' ? { tone: 'broken', word: 'Line cut' } : { tone: 'off', word: 'Ended' };
    case 'failed':
      return { tone: 'broken', word: 'Failed' };
  }
}
