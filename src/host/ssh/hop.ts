import type { ConnectAnswers, ConnectQuestion, HostKeyChange } from '#domain/hosts/connection.ts';
import type { SshTarget } from '#domain/hosts/host.ts';
import type { Problem } from '#domain/problem.ts';
import type { CommandRecorder } from '#core/ports/command-recorder.ts';
import type { KnownHosts } from '#core/ports/known-hosts.ts';
import type { KeyFiles, Log, SecretStore } from '#core/ports/stores.ts';
import type { Channels } from './open-channel.ts';
import type { SshClient } from './ssh2.ts';

/** Why one hop did not come up: something a person must answer, or a sentence. */
export type HopRefusal =
  | { readonly kind: 'question'; readonly question: ConnectQuestion }
  | { readonly kind: 'changed-host-key'; readonly change: HostKeyChange }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** One sshd that let us in. */
export interface ReadyHop {
  readonly kind: 'ready';
  readonly target: SshTarget;
  readonly client: SshClient;
  readonly channels: Channels;
  /** sshd's identification without its protocol version. */
  readonly serverVersion: string;
}

export interface ConnectorDependencies {
  readonly knownHosts: KnownHosts;
  readonly keyFiles: KeyFiles;
  readonly secrets: SecretStore;
  readonly log: Log;
  /** SSH_AUTH_SOCK; null where there is none. On Windows the agent's named pipe is used then. */
  readonly agentSocket: string | null;
}

export interface HopRequest {
  readonly target: SshTarget;
  readonly answers: ConnectAnswers;
  readonly signal: AbortSignal;
  readonly recorder: CommandRecorder;
}
