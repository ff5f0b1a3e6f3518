/** An event of QMP (qemu-qmp-ref(7), "Events") as a machine's events.log holds it. */
export interface QmpEvent {
  /** SHUTDOWN, STOP, RESUME, RESET, … */
  readonly name: string;
  /** By the host's clock. */
  readonly atEpochMs: number;
  /** Texts and switches of its data; what is nested is left out. */
  readonly data: Readonly<Record<string, string | number | boolean>>;
}

/** What the host keeps about the last run of a machine that Nutshell started, whether it still runs or not. */
export interface MachineRun {
  readonly machineName: string;
  /** Its folder for sockets is there. The host empties /run at its start, so without one the machine has not run since. */
  readonly hasRunFolder: boolean;
  /** A machine from before the control channel has no log of events. */
  readonly hasEventLog: boolean;
  /** QEMU opened that log: it writes its greeting first of all. */
  readonly wasStarted: boolean;
  /** The last of those that change its state, oldest first. */
  readonly events: readonly QmpEvent[];
  /** The end of QEMU's own log, where it says why it died; null where that is empty. */
  readonly lastWords: string | null;
}

/** The events that collect.sh brings: those that change what a machine does. */
export const stateEventNames = [
  'SHUTDOWN',
  'STOP',
  'RESUME',
  'RESET',
  'POWERDOWN',
  'SUSPEND',
  'WAKEUP',
  'GUEST_PANICKED',
  'BLOCK_IO_ERROR',
] as const;
