import { getMachinePaths, type HostPaths } from '../machines/machine-paths.ts';

/** What an install has on the host, for root alone, and only until it is over. */
export interface InstallPaths {
  readonly folder: string;
  readonly answers: string;
  readonly kernel: string;
  /** As the ISO has it. */
  readonly initrd: string;
  /** With the answers in it. */
  readonly filledInitrd: string;
  /** Stays: says that the machine was installed, and is not to be again. */
  readonly installed: string;
}

export function getInstallPaths(machine: string, paths: HostPaths): InstallPaths {
  const { folder: home } = getMachinePaths(machine, paths);
  const folder = `${home}/install`;
  return {
    folder,
    answers: `${folder}/answers`,
    kernel: `${folder}/kernel`,
    initrd: `${folder}/initrd.original`,
    filledInitrd: `${folder}/initrd`,
    installed: `${home}/installed`,
  };
}

export interface KeysPaths {
  /** Which keys were pressed when; of a secret, only that it was. */
  readonly log: string;
  /** How far drive-screen.sh came with this start of the machine. */
  readonly position: string;
}

/** Of one thing that is done at a machine's screen: menu, answers. */
export function getKeysPaths(machine: string, what: string, paths: HostPaths): KeysPaths {
  const { folder, runFolder } = getMachinePaths(machine, paths);
  return { log: `${folder}/keys.log`, position: `${runFolder}/keys.${what}` };
}

/** Where store-secrets.sh keeps what an operation must fill in: in /run, which a restart of the host empties. */
export function getSecretsPath(operationId: string, { runDirectory }: HostPaths): string {
  return `${runDirectory}/secrets/${operationId}`;
}
