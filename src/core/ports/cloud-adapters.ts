import type { StoredSecretName } from '#domain/clouds/stored-secrets.ts';
import type { InstallRecord } from '#domain/clouds/timeline/install-record.ts';
import type { HostShell } from './host-shell.ts';

/** Turns a password into what /etc/shadow holds. Made on the laptop, so that the password itself never leaves it. */
export type PasswordHasher = (password: string) => string;

/** Brings the secrets of an operation to the host, through standard input, before it begins. There they lie in memory, for root alone. */
export type SecretKeeper = (
  shell: HostShell,
  request: { readonly operationId: string; readonly secrets: ReadonlyMap<StoredSecretName, string> },
  signal?: AbortSignal,
) => Promise<void>;

/** What the host keeps of the installs of some machines: all of it at first, then what comes, look after look. */
export type InstallWatcher = (
  shell: HostShell,
  machines: readonly string[],
  signal: AbortSignal,
) => AsyncIterable<{ readonly hostEpochMs: number; readonly records: ReadonlyMap<string, InstallRecord> }>;
