import type { PackageManager } from '#domain/hosts/host-facts.ts';
import { Unreadable } from './unreadable.ts';

export interface Identity {
  readonly hostName: string;
  readonly kernelRelease: string;
  readonly uptimeSeconds: number;
  readonly loginUser: string;
  readonly packageManager: PackageManager | null;
}

const managers: readonly PackageManager[] = ['apt-get', 'dnf', 'yum', 'zypper', 'pacman', 'apk'];

/** Host name, kernel release, /proc/uptime, login name and package manager (which may be missing), one line each. */
export function parseIdentity(text: string): Identity {
  const [hostName, kernelRelease, uptime, loginUser, manager] = text.split('\n').map((line) => line.trim());
  const uptimeSeconds = Number.parseFloat(uptime ?? '');
  if (!hostName || !kernelRelease || !loginUser || Number.isNaN(uptimeSeconds)) {
    throw new Unreadable('The host did not tell its name, kernel, uptime and user');
  }
  return {
    hostName,
    kernelRelease,
    uptimeSeconds,
    loginUser,
    packageManager: managers.find((known) => known === manager) ?? null,
  };
}
