import type { Problem } from '../problem.ts';

/** What a person must answer before a connection can go on. `target` is `describeTarget` of the hop that asks. */
export type ConnectQuestion =
  | {
      readonly kind: 'unknown-host-key';
      readonly target: string;
      readonly keyType: string;
      /** As `ssh-keygen -lf` prints it: SHA256:… */
      readonly fingerprint: string;
      /** True where known_hosts already holds a key of another type for this name. */
      readonly otherTypeKnown: boolean;
    }
  | { readonly kind: 'passphrase'; readonly target: string; readonly keyPath: string; readonly wrongBefore: boolean }
  | { readonly kind: 'password'; readonly target: string; readonly wrongBefore: boolean };

/** The answers given so far. They travel with one attempt and are forgotten after it, unless the person asked to keep them. */
export interface ConnectAnswers {
  readonly acceptedFingerprints: readonly string[];
  readonly secrets: readonly ConnectSecret[];
}

export interface ConnectSecret {
  readonly target: string;
  readonly kind: 'passphrase' | 'password';
  readonly value: string;
}

export type ConnectOutcome =
  | { readonly kind: 'connected' }
  | { readonly kind: 'question'; readonly question: ConnectQuestion }
  | { readonly kind: 'changed-host-key'; readonly change: HostKeyChange }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** sshd offers another key than the one remembered. Never accepted with one click. */
export interface HostKeyChange {
  readonly target: string;
  readonly keyType: string;
  readonly offeredFingerprint: string;
  readonly knownFingerprints: readonly string[];
  readonly knownHostsPath: string;
  readonly knownHostsLines: readonly number[];
}

/** root: logged in as root. sudo: `sudo -n` works. none: reading only, nothing can be changed. */
export type Privilege = 'root' | 'sudo' | 'none';

export type ConnectionState =
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected'; readonly sinceEpochMs: number; readonly privilege: Privilege; readonly serverVersion: string }
  | { readonly kind: 'reconnecting'; readonly problem: Problem; readonly attempt: number; readonly nextAttemptEpochMs: number }
  | { readonly kind: 'lost'; readonly problem: Problem }
  | { readonly kind: 'waiting'; readonly question: ConnectQuestion }
  | { readonly kind: 'refused'; readonly change: HostKeyChange };
