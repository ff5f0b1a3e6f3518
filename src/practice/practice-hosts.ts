import type { HostError } from '#core/ports/host-error.ts';
import type { PracticeProgress } from '#domain/practice/practice.ts';
import type { Problem } from '#domain/problem.ts';

/** `auto` takes KVM only where a kernel was seen to boot under it; the other two force. */
export type AcceleratorChoice = 'auto' | 'kvm' | 'tcg';
export type Accelerator = 'kvm' | 'tcg';

export interface PracticeHostsOptions {
  /** What can be built again: root file system, installer, disks, saved states. About 1.5 GB, shared by all instances. */
  readonly cacheDir: string;
  /** What cannot: running instances, their ports and the record of incidents. */
  readonly stateDir: string;
  /** The folder that holds `practice/host` and `practice/installer`. */
  readonly resourcesDir: string;
  /** Default: NUTSHELL_ACCEL, else `auto`. */
  readonly accel?: AcceleratorChoice | undefined;
  readonly log: (line: string) => void;
}

export interface WorkOptions {
  readonly onProgress?: ((progress: PracticeProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface InstanceOptions extends WorkOptions {
  /** Lower-case letters, digits and dashes; default `practice`. */
  readonly instance?: string | undefined;
}

export interface PracticeUser {
  readonly name: string;
  readonly sudo: boolean;
  readonly login: { readonly kind: 'key'; readonly path: string } | { readonly kind: 'password'; readonly password: string };
}

/** A practice host that answers, with all that is needed to log in to it. */
export interface RunningInstance {
  readonly instance: string;
  readonly accelerator: Accelerator;
  /** On 127.0.0.1 of this laptop; the same after `down` and `up` unless somebody took it meanwhile. */
  readonly sshPort: number;
  /** The host's own address on br0. */
  readonly hostAddress: string;
  /** Public key blob of its ed25519 host key. */
  readonly hostKey: Uint8Array;
  /** One line per host key type, in OpenSSH's format, for 127.0.0.1 and `sshPort`. */
  readonly knownHostsLines: readonly string[];
  readonly users: readonly PracticeUser[];
  /** The folder of the saved state it came from. */
  readonly savedState: string;
  /** QEMU's QMP socket; the path may be too long to connect to directly (see connectQmp). */
  readonly qmpSocketPath: string;
  readonly serialLogPath: string;
  readonly qemuLogPath: string;
  readonly pid: number;
}

export type InstanceStatus =
  | { readonly kind: 'unsupported'; readonly problem: Problem }
  | { readonly kind: 'not-built' }
  | { readonly kind: 'stopped'; readonly builtEpochMs: number }
  | { readonly kind: 'running'; readonly sshPort: number; readonly accelerator: Accelerator; readonly incidents: number };

/** A way from a port on the laptop's loopback to a port of a machine behind br0. */
export interface Forward {
  /** 0 lets the system choose. */
  readonly hostPort: number;
  readonly guestAddress: string;
  readonly guestPort: number;
}

/** A practice host that stopped answering, and what became of it. */
export interface Incident {
  readonly instance: string;
  readonly epochMs: number;
  readonly reason: string;
}

export interface WatchOptions {
  readonly instance?: string | undefined;
  readonly intervalMs?: number | undefined;
  /** How long sshd may take to say its banner. Emulation is slow; a busy host is not a hung one. */
  readonly timeLimitMs?: number | undefined;
  readonly onHang: (problem: HostError) => void;
}

/** The practice hosts of this laptop. Faults are HostErrors of code `practice`, `no-space`, `unsupported` or `cancelled`. */
export interface PracticeHosts {
  status(instance?: string): Promise<InstanceStatus>;
  list(): Promise<readonly { readonly instance: string; readonly status: InstanceStatus }[]>;
  /** Builds what is missing, so that the next `up` only restores. */
  ensureBuilt(options?: WorkOptions): Promise<void>;
  /** Returns at once when it already runs and answers; else starts it from the pristine saved state. */
  up(options?: InstanceOptions): Promise<RunningInstance>;
  /** Back to the pristine saved state, on the same port. */
  reset(options?: InstanceOptions): Promise<RunningInstance>;
  /** Switches it off. What was done on it is gone; the next `up` is pristine. */
  down(instance?: string): Promise<void>;
  /** The instance as it runs, without touching it; null when it does not. */
  get(instance?: string): Promise<RunningInstance | null>;
  isAnswering(instance?: string, timeLimitMs?: number): Promise<boolean>;
  /** Restores a host that hangs and counts the incident: for a caller that then repeats its step once. */
  recover(reason: string, options?: InstanceOptions): Promise<RunningInstance>;
  /** Calls `onHang` once when the host stops answering. Returns how to stop watching. */
  watch(options: WatchOptions): () => void;
  listIncidents(): Promise<readonly Incident[]>;
  /** Returns the port on 127.0.0.1. Gone after `reset`. */
  addForward(forward: Forward, instance?: string): Promise<number>;
  sshCommand(instance?: string, user?: string): Promise<readonly string[]>;
}
