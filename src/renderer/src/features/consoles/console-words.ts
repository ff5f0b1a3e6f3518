import type { Tone } from '#renderer/ui/state-mark-shape.tsx';
import type { ConsoleState } from './create-console.ts';

const words: Readonly<Record<ConsoleState['kind'], { readonly tone: Tone; readonly word: string }>> = {
  closed: { tone: 'off', word: 'Not connected' },
  opening: { tone: 'busy', word: 'Connecting' },
  connected: { tone: 'ok', word: 'Connected' },
  reconnecting: { tone: 'attention', word: 'Reconnecting' },
  failed: { tone: 'broken', word: 'No connection' },
};

export function describeConsoleState(state: ConsoleState) {
  return words[state.kind];
}
