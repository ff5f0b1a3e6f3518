import type { PracticeStatus } from '#domain/practice/practice.ts';
import { unreachable } from '#domain/unreachable.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { formatTime } from '../terminal/format.ts';

export async function showPracticeStatus({ session, signal, output }: Invocation): Promise<ExitCode> {
  const { client } = await session();
  const status = await client.practice.status({}, { signal });
  await output.answer(status, () => describeStatus(status));
  return status.kind === 'running' ? exitCodes.done : exitCodes.missing;
}

function describeStatus(status: PracticeStatus): string {
  switch (status.kind) {
    case 'unsupported':
      return [status.problem.message, ...(status.problem.hint === null ? [] : [status.problem.hint])].join('\n');
    case 'not-built':
      return 'There is no practice host yet. Build and boot it with `nutshell practice up`.';
    case 'stopped':
      return `The practice host is down; it was built ${formatTime(status.builtEpochMs)}. Start it with \`nutshell practice up\`.`;
    case 'running':
      return `The practice host runs: ssh on 127.0.0.1 port ${status.sshPort}, ${describeAccelerator(status.accelerator)}, ${describeIncidents(status.incidents)}.`;
    default:
      return unreachable(status, 'practice status');
  }
}

function describeAccelerator(accelerator: 'kvm' | 'tcg'): string {
  return accelerator === 'kvm' ? 'hardware virtualisation (kvm)' : 'emulated (tcg, slow)';
}

function describeIncidents(incidents: number): string {
  return incidents === 0 ? 'never had to be restored' : `restored ${incidents} times after it stopped answering`;
}
