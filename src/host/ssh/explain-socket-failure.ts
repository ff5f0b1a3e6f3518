import type { SocketTarget } from '#core/ports/host-shell.ts';
import { HostError } from '#core/ports/host-error.ts';
import { describeForwardReason } from './explain-connect-failure.ts';
import type { SocketFinding } from './inspect-socket.ts';
import type { SshFailure } from './ssh2.ts';

/** One sentence for each way a socket on the host does not open. `finding` is what a look at a unix socket showed. */
export function explainSocketFailure(
  linkName: string,
  target: SocketTarget,
  error: SshFailure,
  finding: SocketFinding | null,
): HostError {
  const raw = error.message;
  // SSH_OPEN_ADMINISTRATIVELY_PROHIBITED (RFC 4254, 5.1).
  if (error.reason === 1) {
    const option = target.kind === 'unix' ? 'AllowStreamLocalForwarding' : 'AllowTcpForwarding and PermitOpen';
    return new HostError('denied', `sshd on ${linkName} does not allow forwarding to ${describeSocket(target)}`, {
      hint: `Allow it in its sshd_config: ${option}.`,
      raw,
    });
  }
  return target.kind === 'unix' ? explainUnix(linkName, target.path, raw, finding) : explainTcp(linkName, target, error);
}

function explainUnix(linkName: string, path: string, raw: string, finding: SocketFinding | null): HostError {
  switch (finding) {
    case 'missing':
      return new HostError('not-found', `There is no socket ${path} on ${linkName}`, {
        hint: 'The program that made it has ended, or never started.',
        raw,
      });
    case 'not-a-socket':
      return new HostError('unexpected-output', `${path} on ${linkName} is not a socket`, {
        hint: 'Choose the socket file itself.',
        raw,
      });
    case 'forbidden':
      return new HostError('denied', `${linkName} may not open the socket ${path}`, {
        hint: 'Log in as root or as its owner.',
        raw,
      });
    case 'silent':
    case null:
      return new HostError('unreachable', `Nothing answers at the socket ${path} on ${linkName}`, {
        hint: 'The program that made it has ended and left the file behind.',
        raw,
      });
  }
}

function explainTcp(linkName: string, target: SocketTarget, error: SshFailure): HostError {
  const reason = describeForwardReason(error);
  return new HostError('unreachable', `${linkName} could not reach ${describeSocket(target)}: ${reason}`, {
    hint: reason.includes('refused') ? 'Nothing listens there.' : 'Check the address as the host sees it.',
    raw: error.message,
  });
}

function describeSocket(target: SocketTarget): string {
  return target.kind === 'unix' ? target.path : `${target.address} port ${target.port}`;
}
