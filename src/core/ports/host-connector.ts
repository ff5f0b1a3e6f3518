import type { ConnectAnswers, ConnectQuestion, HostKeyChange, Privilege } from '#domain/hosts/connection.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Problem } from '#domain/problem.ts';
import type { CommandRecorder } from './command-recorder.ts';
import type { HostShell } from './host-shell.ts';

/**
 * Opens the one connection to a host. Never asks a person itself: what it would have to ask comes back as a question. Every command
 * and forward on it, and on the hops it goes through, is told to the recorder.
 */
export interface HostConnector {
  connect(host: Host, answers: ConnectAnswers, signal: AbortSignal, recorder: CommandRecorder): Promise<ConnectAttempt>;
}

export type ConnectAttempt =
  | { readonly kind: 'connected'; readonly link: HostLink }
  | { readonly kind: 'question'; readonly question: ConnectQuestion }
  | { readonly kind: 'changed-host-key'; readonly change: HostKeyChange }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface HostLink {
  readonly shell: HostShell;
  readonly privilege: Privilege;
  /** sshd's identification, e.g. OpenSSH_9.2p1 Debian-2+deb12u5. */
  readonly serverVersion: string;
  /** Called once when the link breaks; not after `close`. */
  onLost(listener: (problem: Problem) => void): void;
  close(): void;
}
