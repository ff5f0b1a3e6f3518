import { z } from 'zod';

/**
 * A console's bytes travel as they are, in binary messages of a link of their own; beside them go these two notes. Both sides
 * count what they sent and stop at the window until the other side says what it has used: noVNC's receive queue throws at
 * 40 MiB, and a host that takes no input must not fill this laptop's memory.
 */
export type ConsoleNote =
  /** From the back end: the screen is connected. */
  | { readonly note: 'open' }
  /** Either way: so many bytes were used up, as many more may be sent. */
  | { readonly note: 'credit'; readonly bytes: number };

/** Screen bytes under way to a window. Wide enough for a full screen of 1280 x 800 raw pixels (4 MiB). */
export const screenWindowBytes = 4 * 1024 * 1024;

/** Keys, mouse and clipboard under way to a host. */
export const inputWindowBytes = 1024 * 1024;

/** One message of screen bytes at most; SSH delivers 32 KiB at a time, and joining them is a fifth faster in Chromium. */
export const screenMessageBytes = 256 * 1024;

const note = z.discriminatedUnion('note', [
  z.strictObject({ note: z.literal('open') }),
  z.strictObject({ note: z.literal('credit'), bytes: z.int().positive() }),
]);

/** null for anything that is no note. */
export function parseConsoleNote(received: unknown): ConsoleNote | null {
  const result = note.safeParse(received);
  return result.success ? result.data : null;
}
