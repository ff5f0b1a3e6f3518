import { z } from 'zod';
import type { ConnectOutcome } from '#domain/hosts/connection.ts';
import type { TerminalEnding } from '#domain/terminals/terminal.ts';
import { sshTarget } from './hosts.ts';
import { machineLogin } from './machine-login.ts';
import { method, stream } from './method.ts';
import { anyMachineName, cloudName, hostId } from './names.ts';

const { address } = sshTarget.shape;

const place = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('host') }),
  z.strictObject({ kind: z.literal('machine'), machine: anyMachineName, address: address.optional() }),
  z.strictObject({ kind: z.literal('cloud'), cloud: cloudName }),
  z.strictObject({ kind: z.literal('instance'), cloud: cloudName, instance: z.string().min(1).max(64), address }),
]);

/** Beyond that no program draws; a window of no size at all is one that is not shown. */
const characters = z.int().min(1, 'At least one character').max(2_000, 'At most 2,000 characters');

const size = { columns: characters, rows: characters };

const screen = z.strictObject({
  // The name of a file in terminfo's folders, so no slash.
  type: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,62}$/, 'Give a type of terminal, such as xterm-256color'),
  ...size,
});

const opening = z.strictObject({ hostId, place, login: machineLogin.omit({ machine: true }) });

export type TerminalEvent =
  | {
      readonly kind: 'open';
      readonly terminalId: string;
      /** For its bytes, which do not go through the contract: good once, for a minute. */
      readonly ticket: string;
      /** user@address */
      readonly target: string;
    }
  | { readonly kind: 'ended'; readonly ending: TerminalEnding }
  /** A person must answer first, or cannot get in; then nothing follows. */
  | Exclude<ConnectOutcome, { readonly kind: 'connected' }>;

export const terminals = {
  /** A shell, as long as somebody listens here. Without a screen it is told what to do by a file or a program. */
  open: stream(opening.extend({ screen: screen.nullable() })).of<TerminalEvent>(),
  /** The window that shows it has another size now. */
  resize: method(z.strictObject({ terminalId: z.string().min(1).max(64), ...size })).returns<null>(),
  /** The same by hand: one ssh command with the way through the host. Nothing is connected to inside. */
  explain: method(opening).returns<{ readonly command: string; readonly target: string }>(),
};
