import ssh2, {
  type AnyAuthMethod,
  type BaseAgent,
  type Client,
  type ClientChannel,
  type ConnectConfig,
  type ParsedKey,
  type ServerHostKeyAlgorithm,
} from 'ssh2';

// The only file that sees how loosely ssh2 is typed, and the only one that reaches behind its public surface.

/** What ssh2 has for sending a host something to do. Out of reach for everybody but open-channel.ts, which writes it down. */
type Sending =
  | 'exec'
  | 'shell'
  | 'sftp'
  | 'subsys'
  | 'forwardIn'
  | 'forwardOut'
  | 'openssh_forwardInStreamLocal'
  | 'openssh_forwardOutStreamLocal';

export type SshClient = Omit<Client, Sending>;
export type ChannelOpener = Pick<Client, 'exec' | 'shell' | 'forwardOut' | 'openssh_forwardOutStreamLocal'>;
export type SshChannel = ClientChannel;
export type SshKey = ParsedKey;
export type SshAgent = BaseAgent;
export type AuthMethod = AnyAuthMethod;
export type HandshakeConfig = ConnectConfig;

/** What ssh2 hangs on its errors. `level` says where, `reason` is a channel's open failure, `code` errno or a disconnect reason. */
export interface SshFailure extends Error {
  readonly level?: string;
  readonly reason?: number | string;
  readonly code?: string | number;
}

interface PushInternals {
  push(chunk: Buffer | null): boolean;
}

interface ChannelInternals extends PushInternals {
  readonly incoming: { window: number };
  readonly outgoing: { readonly id: number; readonly state: 'open' | 'eof' | 'closing' | 'closed' };
}

interface ClientInternals {
  readonly _protocol: {
    signal(channelId: number, name: string): void;
    channelWindowAdjust(channelId: number, bytes: number): void;
  };
}

/** What an exec channel says when its command ends: a code, or the signal that killed it. */
export interface ExitStatus {
  readonly code: number | null;
  readonly signal: string | null;
}

/** SSH_OPEN_CONNECT_FAILED (RFC 4254, 5.1): for a session it means MaxSessions, for a forward that nothing could be connected. */
export const connectFailedReason = 2;

export function createSshClient(): SshClient {
  return new ssh2.Client();
}

/** For open-channel.ts alone: what goes past it does not show in the activity log. */
export function toChannelOpener(client: SshClient): ChannelOpener {
  return client as Client;
}

/** On Windows the path may be a named pipe. */
export function createSshAgent(socketPath: string): SshAgent {
  return ssh2.createAgent(socketPath);
}

export function listAgentKeys(agent: SshAgent): Promise<number> {
  return new Promise((resolve, reject) => {
    agent.getIdentities((error, keys) => (error ? reject(error) : resolve(keys?.length ?? 0)));
  });
}

/**
 * An Error is a value here, as ssh2 has it. Deriving the key from a passphrase (bcrypt) runs on this thread: 405 ms for 16 rounds,
 * ssh-keygen's default, and 2.2 s for 100 rounds were measured. An agent avoids it.
 */
export function parsePrivateKey(text: string, passphrase?: string): SshKey | Error {
  const parsed: SshKey | SshKey[] | Error = ssh2.utils.parseKey(text, passphrase);
  return Array.isArray(parsed) ? ((parsed as readonly SshKey[])[0] ?? new Error('Unsupported key format')) : parsed;
}

/** ssh2's own `signal()` silently does nothing once stdin was ended, which is always: the message is sent through the protocol. */
export function sendSignal(client: SshClient, channel: SshChannel, name: 'TERM' | 'KILL'): void {
  const { outgoing } = channel as unknown as ChannelInternals;
  if (outgoing.state === 'open' || outgoing.state === 'eof') {
    (client as unknown as ClientInternals)._protocol.signal(outgoing.id, name);
  }
}

/**
 * Enlarges what the host may send before it must wait. ssh2 fixes 2 MiB and refills it only when half empty: 20 MB/s at 50 ms of
 * round trip. 4 MiB with early refills gave 63 MB/s; 16 MiB made sshd three times slower on a short path.
 */
export function widenWindow(client: SshClient, channel: SshChannel, windowBytes: number): void {
  const internals = channel as unknown as ChannelInternals;
  const refill = (): void => {
    const missing = windowBytes - internals.incoming.window;
    if (missing >= windowBytes / 8 && internals.outgoing.state === 'open') {
      internals.incoming.window += missing;
      (client as unknown as ClientInternals)._protocol.channelWindowAdjust(internals.outgoing.id, missing);
    }
  };
  const push = internals.push.bind(channel);
  internals.push = (chunk) => {
    const wantsMore = push(chunk);
    if (wantsMore) {
      refill();
    }
    return wantsMore;
  };
  refill();
}

/** Counts what the host sends, on standard output and standard error alike, whoever reads it and when. */
export function countBytes(channel: SshChannel): () => number {
  let bytes = 0;
  for (const stream of [channel, channel.stderr]) {
    const internals = stream as unknown as PushInternals;
    const push = internals.push.bind(stream);
    internals.push = (chunk) => {
      bytes += chunk?.length ?? 0;
      return push(chunk);
    };
  }
  return () => bytes;
}

/** `exit` may come in the same read as the channel itself, so this is called inside the callback that hands the channel over. */
export function onExit(channel: SshChannel, listener: (exit: ExitStatus) => void): void {
  channel.on('exit', (code: number | null, signal?: string) => listener({ code, signal: signal ?? null }));
}

const algorithmsOfKeyType: Readonly<Record<string, readonly ServerHostKeyAlgorithm[]>> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'],
};

/** Key types already known go first; else sshd would offer ed25519 and a host known by its RSA key would look unknown. */
export function preferKeyTypes(knownTypes: readonly string[]): Pick<ConnectConfig, 'algorithms'> {
  const preferred = knownTypes.flatMap((type) => algorithmsOfKeyType[type] ?? []);
  if (preferred.length === 0) {
    return {};
  }
  const rest = Object.values(algorithmsOfKeyType).flat();
  return { algorithms: { serverHostKey: [...new Set([...preferred, ...rest])] } };
}
