import type { Command } from 'commander';
import type { HostAuth, SshTarget } from '#domain/hosts/host.ts';
import { usageFault } from '../command-fault.ts';
import { parseTarget } from '../hosts/parse-target.ts';

export interface WayInOptions {
  readonly inside?: string | true;
  readonly instance?: string;
  readonly key?: string;
}

export function addWayInOptions(command: Command, inside = '--inside <address>'): Command {
  return command
    .option(inside, 'Look into the machine over SSH through the host: [USER@]ADDRESS[:PORT]')
    .option('--instance <address>', 'Look into its instance too, through both')
    .option('--key <file>', 'Log in to them with this private key; without it by the agent');
}

/** As ssh users write it; both are logged in to in the same way. Nothing where nobody is to look inside. */
export function toWayIn({ inside, instance, key }: WayInOptions, acceptedFingerprints: readonly string[]) {
  if (inside === true) {
    throw usageFault('--inside lacks an address here.', 'Say how to get into the machine: --inside root@ADDRESS.');
  }
  if (inside === undefined) {
    if (instance !== undefined || key !== undefined) {
      throw usageFault('--instance and --key go with --inside.', 'Say first how to get into the machine: --inside root@ADDRESS.');
    }
    return {};
  }
  const auth: HostAuth = key === undefined ? { kind: 'agent' } : { kind: 'key', path: key };
  return {
    wayIn: {
      machine: toTarget(inside, auth),
      ...(instance !== undefined && { instance: toTarget(instance, auth) }),
      acceptedFingerprints: [...acceptedFingerprints],
    },
  };
}

function toTarget(text: string, auth: HostAuth): SshTarget {
  const { user, address, port } = parseTarget(text.replace(/^ssh:\/\//, ''));
  return { user: user ?? 'root', address, port, auth };
}
