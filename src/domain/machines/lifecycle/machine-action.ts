import type { BootOrder } from '../machine-definition.ts';
import type { MachineRole } from '../machine-role.ts';

/** What is to be different. What is left out stays as it is. */
export interface MachineChange {
  /** From the next start on. */
  readonly memoryMiB?: number | undefined;
  /** From the next start on. */
  readonly vcpus?: number | undefined;
  /** The CD in the drive, at once where the machine runs; null ejects. */
  readonly isoPath?: string | null | undefined;
  readonly boot?: BootOrder | undefined;
  readonly autostart?: boolean | undefined;
  /** At once, also where the machine runs. Never less than now. */
  readonly diskGiB?: number | undefined;
}

/** What can be done with a machine that is there. */
export type MachineAction =
  /** `boot` null: as the machine is set; else this once. */
  | { readonly kind: 'start'; readonly boot: 'cd-once' | null }
  /** Asks the machine's own system, and waits that long for it. */
  | { readonly kind: 'shutdown'; readonly limitSeconds: number }
  | { readonly kind: 'power-off' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'change'; readonly change: MachineChange }
  | AdoptAction
  /** Forgets an adopted machine; nothing of it is touched. */
  | { readonly kind: 'release' };

/** Takes over a machine that somebody else started: from then on Nutshell can start it again. */
export interface AdoptAction {
  readonly kind: 'adopt';
  /** What it is called from then on. */
  readonly name: string;
  readonly role: MachineRole;
}

export type MachineActionKind = MachineAction['kind'];

/** How long a system is given to shut down: more than services usually take, less than a person's patience. */
export const usualShutdownSeconds = 90;
