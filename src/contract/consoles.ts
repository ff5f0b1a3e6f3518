import { z } from 'zod';
import type { ConsoleTicket } from '#domain/consoles/console-ticket.ts';
import type { Screen } from '#domain/consoles/screen.ts';
import { layoutIds } from '#domain/keyboard/keyboard-layout.ts';
import type { SheetEntry } from '#domain/recipes/build-answer-sheet.ts';
import { anyMachineName, hostId } from './names.ts';
import { method, stream } from './method.ts';

/** A key as recipes name it: enter, tab, f2 or one character. */
const key = z.string().min(1).max(20);

export interface ScreenReading {
  readonly screen: Screen;
  /** As PPM; null where it was not wished for. */
  readonly pictureBase64: string | null;
}

/** What to answer to the installer of a machine; `none` says why nobody knows. */
export type MachineAnswers =
  | {
      readonly kind: 'sheet';
      readonly cloud: string;
      readonly recipeTitle: string;
      readonly roleTitle: string;
      readonly entries: readonly SheetEntry[];
    }
  | { readonly kind: 'none'; readonly reason: string };

export type TypingEvent =
  /** So many strokes were handed to the host. */
  | { readonly kind: 'pressed'; readonly count: number; readonly total: number }
  | { readonly kind: 'done'; readonly count: number; readonly total: number };

export const consoles = {
  /** The bytes themselves do not go through the contract: the shell opens a byte channel with this ticket. */
  open: method(z.strictObject({ hostId, machine: anyMachineName })).returns<ConsoleTicket>(),
  /** For viewers outside the window: how to reach the screen with ssh and a VNC viewer, as commands to copy. */
  explain: method(z.strictObject({ hostId, machine: anyMachineName })).returns<{
    readonly commands: readonly string[];
    readonly note: string;
  }>(),
  /** The answer sheet of the recipe that the machine's cloud was launched from. */
  answers: method(z.strictObject({ hostId, machine: anyMachineName })).returns<MachineAnswers>(),
  /** What the screen shows, as text where it can be read. */
  read: method(z.strictObject({ hostId, machine: anyMachineName, picture: z.boolean() })).returns<ScreenReading>(),
  /**
   * Types a text as the keyboard would, then presses keys. Refuses it as a whole where a character cannot be typed. Whoever stops listening
   * stops the typing between two keys. The text may be a password: it is in no log and on no command line.
   */
  type: stream(
    z.strictObject({
      hostId,
      machine: anyMachineName,
      layout: z.enum(layoutIds, 'This keyboard layout is not known'),
      text: z.string().max(4_000, 'At most 4,000 characters at once'),
      keys: z.array(key).max(40),
    }),
  ).of<TypingEvent>(),
};
