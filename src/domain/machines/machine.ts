import type { MachineManager } from './find-manager.ts';
import type { MachineDefinition } from './machine-definition.ts';
import type { MachineState } from './machine-state.ts';

export type { MachineState } from './machine-state.ts';

/** Where the screen of a machine can be had, or why it cannot. */
export type MachineConsole =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly address: string; readonly port: number }
  | { readonly kind: 'none'; readonly reason: string };

export interface MachineNic {
  readonly mac: string | null;
  /** What QEMU connects it to. `user` (slirp) and `other` have no tap: their frames never cross a bridge of the host. */
  readonly backend: 'bridge' | 'tap' | 'user' | 'other';
  readonly model: string | null;
  /** The bridge its command line asks for; where that names only a tap, the bridge the tap is in. */
  readonly bridge: string | null;
  /** The tap of this NIC on the host; null where it could not be told. */
  readonly tap: string | null;
}

export interface MachineVolume {
  readonly path: string;
  readonly sizeBytes: number | null;
}

/** One machine on a host: Nutshell's own (running or not), or a foreign one, which is shown and never touched. */
export interface Machine {
  readonly name: string;
  readonly owner: 'nutshell' | 'foreign';
  /** Who looks after a foreign machine; null where Nutshell does. */
  readonly manager: MachineManager | null;
  readonly state: MachineState;
  readonly memoryMiB: number | null;
  readonly vcpus: number | null;
  readonly isoPath: string | null;
  readonly nics: readonly MachineNic[];
  readonly volumes: readonly MachineVolume[];
  readonly console: MachineConsole;
  /** As its command line says; null where it says none. */
  readonly uuid: string | null;
  readonly qmpSocketPath: string | null;
  /** QEMU's command line: of the process where it runs, of the definition where it does not. */
  readonly argv: readonly string[];
  readonly definition: MachineDefinition | null;
}
