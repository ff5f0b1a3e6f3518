import type { HostDraft } from '#domain/hosts/host.ts';
import type { PracticeProgress, PracticeStatus } from '#domain/practice/practice.ts';

/** The practice host as the core sees it. Faults are HostErrors of code `practice`. */
export interface PracticeControl {
  status(): Promise<PracticeStatus>;
  /** Builds, boots or restores as needed; returns when ssh answers. */
  up(onProgress: (progress: PracticeProgress) => void, signal: AbortSignal): Promise<PracticeTarget>;
  reset(onProgress: (progress: PracticeProgress) => void, signal: AbortSignal): Promise<PracticeTarget>;
  down(): Promise<void>;
  sshCommand(): Promise<readonly string[]>;
}

/** How to log in to a practice host that is up. Its host key is known from the build, so nobody is asked. */
export interface PracticeTarget {
  readonly draft: HostDraft;
  /** Public key blob of the host, for known_hosts. */
  readonly hostKey: Uint8Array;
}
