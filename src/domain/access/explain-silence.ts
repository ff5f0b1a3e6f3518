import type { Problem } from '../problem.ts';
import type { CloudService, ServiceState } from './cloud-service.ts';

type Down = Extract<ServiceState, { readonly kind: 'down' }>;

/** Why nothing answered, from what the host's sshd said about it (OpenSSH words strerror(3)), and what to do. */
export function explainSilence(service: CloudService, problem: Problem): Down {
  const { address, port, machine } = service;
  const said = `${problem.message} ${problem.raw ?? ''}`.toLowerCase();
  const down = (reason: string, remedy: string): Down => ({ kind: 'down', reason, remedy, certificate: null });
  if (problem.code === 'denied') {
    return down(problem.message, problem.hint ?? 'Allow it in the sshd_config of the host.');
  }
  if (said.includes('refused')) {
    return down(
      `${address} refuses port ${port}: nothing listens there.`,
      `A cloud needs some minutes after its install. Else log in to ${machine} and look whether the service runs.`,
    );
  }
  if (said.includes('no route') || said.includes('unreachable')) {
    return down(
      `The host finds no way to ${address}: nobody answers for this address.`,
      `See where the way ends: nutshell diagnose ${machine} --to ${address}`,
    );
  }
  if (said.includes('timed out') || said.includes('no answer')) {
    return down(
      `${address} does not answer on port ${port}: a firewall drops it, or the machine hangs.`,
      `See where the way ends: nutshell trace ${machine} --to ${address} --protocol tcp --port ${port}`,
    );
  }
  return down(problem.message, problem.hint ?? `Look at the screen of ${machine}.`);
}

/** A machine that does not run is not asked. */
export function explainStopped(machine: string): Down {
  return { kind: 'down', reason: `${machine} does not run.`, remedy: `Start it: nutshell start ${machine}`, certificate: null };
}
