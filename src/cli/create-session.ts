import type { AppClient } from '#contract/api.ts';
import type { Transport } from '#contract/wire.ts';
import type { ByteStream, RemoteTerminal } from '#core/ports/host-shell.ts';

/** One command's talk with the back end, which lives in this very process. */
export interface Session {
  readonly client: AppClient;
  /** The bytes of a screen do not go through the contract; the ticket does. */
  readonly openConsole: (ticket: string) => Promise<ByteStream>;
  /** Those of a terminal; null where the ticket is not good. */
  readonly takeTerminal: (ticket: string) => RemoteTerminal | null;
  readonly close: () => Promise<void>;
}

/** What the command line needs of the back end. */
export interface BackendDoor {
  serve(transport: Transport): void;
  openConsole(ticket: string): Promise<ByteStream>;
  takeTerminal(ticket: string): RemoteTerminal | null;
  close(): Promise<void>;
}

/** Loaded only when a command needs it: `--version` and `--help` answer without zod, ssh2 and the rest. */
export async function createSession(createDoor: () => Promise<BackendDoor>): Promise<Session> {
  const [{ createClient }, { createTransportPair }, door] = await Promise.all([
    import('#contract/create-client.ts'),
    import('#contract/transports/create-transport-pair.ts'),
    createDoor(),
  ]);
  const pair = createTransportPair();
  door.serve(pair.far);
  return {
    client: createClient(pair.near),
    openConsole: (ticket) => door.openConsole(ticket),
    takeTerminal: (ticket) => door.takeTerminal(ticket),
    async close() {
      pair.close('The command is over.');
      await door.close();
    },
  };
}
