import { z } from 'zod';
import type { ConsoleTicket } from '#domain/consoles/console-ticket.ts';
import { anyMachineName, hostId } from './names.ts';
import { method } from './method.ts';

export const consoles = {
  /** The bytes themselves do not go through the contract: the shell opens a byte channel with this ticket. */
  open: method(z.strictObject({ hostId, machine: anyMachineName })).returns<ConsoleTicket>(),
  /** For viewers outside the window: how to reach the screen with ssh and a VNC viewer, as commands to copy. */
  explain: method(z.strictObject({ hostId, machine: anyMachineName })).returns<{
    readonly commands: readonly string[];
    readonly note: string;
  }>(),
};
