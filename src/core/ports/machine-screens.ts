import type { Screen } from '#domain/consoles/screen.ts';
import type { Stroke } from '#domain/keyboard/build-strokes.ts';
import type { HostShell } from './host-shell.ts';

/** The screen and the keyboard of a machine, over its control channel: no viewer needs to be open. */
export interface MachineScreens {
  /** The picture is a PPM; null where it was not wished for. A refusal of the host is a HostError with its sentence. */
  read(shell: HostShell, wish: ScreenWish): Promise<{ readonly screen: Screen; readonly pictureBase64: string | null }>;
  /**
   * Presses one stroke after the other. When the signal fires no further one goes out; the answer is how many did. The strokes may be a
   * password: they travel on standard input alone.
   */
  type(shell: HostShell, wish: TypingWish): Promise<number>;
}

export interface ScreenWish {
  readonly machine: string;
  /** See findControlChannel. */
  readonly channel: string;
  readonly hasPicture: boolean;
  readonly signal: AbortSignal;
}

export interface TypingWish {
  readonly machine: string;
  readonly channel: string;
  readonly strokes: readonly Stroke[];
  readonly signal: AbortSignal;
  /** After each stroke that was handed to the host. */
  readonly onPressed: (count: number) => void;
}
