/** Where Nutshell keeps things on a host. Other folders only in tests. */
export interface HostPaths {
  readonly stateDirectory: string;
  /** Sockets and process ids: gone after a reboot, as the processes are. */
  readonly runDirectory: string;
}

export const hostPaths: HostPaths = { stateDirectory: '/var/lib/nutshell', runDirectory: '/run/nutshell' };

export interface MachinePaths {
  readonly folder: string;
  readonly definition: string;
  readonly log: string;
  readonly serialLog: string;
  /** QEMU's answers and events of this run; `.1` behind it is the run before. */
  readonly events: string;
  readonly runFolder: string;
  readonly vncSocket: string;
  readonly qmpSocket: string;
  readonly serialSocket: string;
  readonly pidFile: string;
  /** Of the control channel: `.in` behind it is the FIFO for commands, `.out` a link to `events`. */
  readonly control: string;
}

const plainName = /^[a-z0-9][a-z0-9_-]{0,47}$/;

/** Safe as the name of a folder? A definition on the host may have been edited by hand to hold anything. */
export function isMachineName(name: string): boolean {
  return plainName.test(name);
}

/** The files of a machine. A name of 48 characters keeps every socket within the 108 bytes of unix(7). Throws at other names. */
export function getMachinePaths(name: string, { stateDirectory, runDirectory }: HostPaths = hostPaths): MachinePaths {
  if (!isMachineName(name)) {
    throw new RangeError(`${JSON.stringify(name)} cannot be the name of a machine of Nutshell`);
  }
  const folder = `${stateDirectory}/machines/${name}`;
  const runFolder = `${runDirectory}/machines/${name}`;
  return {
    folder,
    definition: `${folder}/machine.json`,
    log: `${folder}/qemu.log`,
    serialLog: `${folder}/serial.log`,
    events: `${folder}/events.log`,
    runFolder,
    vncSocket: `${runFolder}/vnc.sock`,
    qmpSocket: `${runFolder}/qmp.sock`,
    serialSocket: `${runFolder}/serial.sock`,
    pidFile: `${runFolder}/qemu.pid`,
    control: `${runFolder}/control`,
  };
}
