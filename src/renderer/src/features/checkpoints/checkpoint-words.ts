import type { Checkpoint } from '#domain/checkpoints/list-checkpoints.ts';
import type { Tone } from '#renderer/ui/state-mark.tsx';

export const checkpointWords: Readonly<Record<Checkpoint['state'], { readonly tone: Tone; readonly word: string }>> = {
  whole: { tone: 'ok', word: 'Whole' },
  filling: { tone: 'attention', word: 'Nearly full' },
  damaged: { tone: 'broken', word: 'Lost' },
  unfinished: { tone: 'attention', word: 'Not finished' },
};
