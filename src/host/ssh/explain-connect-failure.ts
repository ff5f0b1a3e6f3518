import { describeTarget, type SshTarget } from '#domain/hosts/host.ts';
import type { Problem, ProblemCode } from '#domain/problem.ts';
import type { SshFailure } from './ssh2.ts';

export const connectTimeoutMs = 10_000;
export const handshakeTimeoutMs = 15_000;

/** One sentence for each way a TCP connection does not come up. */
export function explainTransportFailure(target: SshTarget, error: SshFailure): Problem {
  const { address, port } = target;
  const at = `${address} port ${port}`;
  const raw = describeRaw(error);
  switch (error.code) {
    case 'ENOTFOUND':
    case 'ENODATA':
      return problem(
        'unreachable',
        `There is no address for the name ${address}`,
        'Check the spelling, or use the IP address.',
        raw,
      );
    case 'EAI_AGAIN':
      return problem(
        'unreachable',
        `The name ${address} could not be looked up: no name server answered`,
        'Check this laptop’s network or VPN, or use the IP address.',
        raw,
      );
    case 'ECONNREFUSED':
      return problem(
        'unreachable',
        `${address} refused the connection on port ${port}: nothing listens there`,
        'Check that sshd runs on the host and that the port is right.',
        raw,
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return problem(
        'unreachable',
        `There is no network path to ${address}`,
        'Check this laptop’s network, VPN and routes.',
        raw,
      );
    case 'ETIMEDOUT':
      return explainTransportTimeout(target, raw);
    default:
      return problem(
        'unreachable',
        `The connection to ${at} failed`,
        'Check the address, the port and the network in between.',
        raw,
      );
  }
}

export function explainTransportTimeout({ address, port }: SshTarget, raw: string | null = null): Problem {
  return problem(
    'unreachable',
    `${address} did not answer on port ${port} within ${connectTimeoutMs / 1000} s`,
    'The host is down, or a firewall drops the packets. Check the address, the VPN and whether another way in still works.',
    raw,
  );
}

/** A jump host that could not reach the next hop. `reason` is SSH_OPEN_… of RFC 4254, 5.1. */
export function explainJumpFailure(via: SshTarget, target: SshTarget, error: SshFailure): Problem {
  const raw = describeRaw(error);
  if (error.reason === 1) {
    return problem(
      'denied',
      `The jump host ${describeTarget(via)} does not allow forwarding to ${target.address} port ${target.port}`,
      'Set AllowTcpForwarding yes in its sshd_config, or use another jump host.',
      raw,
    );
  }
  return problem(
    'unreachable',
    `The jump host ${describeTarget(via)} could not reach ${target.address} port ${target.port}: ${describeForwardReason(error)}`,
    'Check the name as the jump host sees it, and that sshd runs there on that port.',
    raw,
  );
}

/** What sshd says about a failed forward, without ssh2's prefix. */
export function describeForwardReason(error: Error): string {
  return error.message.replace('(SSH) Channel open failure: ', '').toLowerCase() || 'no reason given';
}

/** The handshake started and did not finish. `greeting` is what the other side said first, up to its identification. */
export function explainHandshakeFailure(target: SshTarget, error: SshFailure | null, greeting: string): Problem {
  const { address, port } = target;
  const raw = [greeting.trim(), error ? describeRaw(error) : ''].filter((part) => part !== '').join('\n') || null;
  const identified = /^SSH-/m.test(greeting);
  if (/MaxStartups|Not allowed at this time/i.test(greeting)) {
    return problem(
      'unreachable',
      `sshd on ${address} turned the connection away: too many logins are under way, or this laptop failed too often`,
      'Wait a minute and try again. MaxStartups and PerSourcePenalties in its sshd_config set these limits.',
      raw,
    );
  }
  if (!identified && greeting.trim() !== '') {
    return problem(
      'unreachable',
      `What answers on ${address} port ${port} is not an SSH server`,
      'Check the port: sshd usually listens on 22.',
      raw,
    );
  }
  if (!identified) {
    return problem(
      'unreachable',
      `${address} port ${port} took the connection and closed it without a word`,
      'Either it is not an SSH server, or sshd has too many logins under way (MaxStartups), or this laptop is blocked there (hosts.deny, fail2ban).',
      raw,
    );
  }
  return explainProtocolFailure(target, error, raw);
}

function explainProtocolFailure({ address }: SshTarget, error: SshFailure | null, raw: string | null): Problem {
  const message = error?.message ?? '';
  const unmatched = /no matching (.+)$/i.exec(message)?.[1];
  if (unmatched !== undefined) {
    return problem(
      'unsupported',
      `Nutshell and sshd on ${address} have no ${unmatched} in common`,
      'The host’s sshd is very old or hardened beyond what Nutshell speaks. Update it, or allow one of curve25519-sha256, rsa-sha2-512, aes256-gcm@openssh.com.',
      raw,
    );
  }
  if (typeof error?.code === 'number') {
    return problem(
      'unreachable',
      `sshd on ${address} ended the connection: ${message}`,
      'Its log says why (journalctl -u ssh).',
      raw,
    );
  }
  return problem(
    'unreachable',
    `${address} closed the connection in the middle of the handshake`,
    'sshd may be restarting, overloaded, or unable to read its own keys. Try again; its log says why (journalctl -u ssh).',
    raw,
  );
}

export function explainHandshakeTimeout({ address, port }: SshTarget, greeting: string): Problem {
  return problem(
    'unreachable',
    `${address} port ${port} answered, but the SSH handshake was not done within ${handshakeTimeoutMs / 1000} s`,
    'The host may be overloaded, waiting for a name server (UseDNS), or not an SSH server at all.',
    greeting.trim() || null,
  );
}

export function problem(code: ProblemCode, message: string, hint: string | null, raw: string | null): Problem {
  return { code, message, hint, raw };
}

/** Several addresses were tried: Node wraps their errors in one without a text of its own. */
export function describeRaw(error: Error): string {
  return error instanceof AggregateError ? error.errors.map((each) => String(each)).join('\n') : error.message;
}
