import type { RunRequest } from '#core/ports/host-shell.ts';
import { HostError } from '#core/ports/host-error.ts';
import { describeCommand } from './build-command-line.ts';
import type { ExitStatus } from './ssh2.ts';

/** null: the command's end was one of the expected ones. */
export function explainCommandFailure(request: RunRequest, exit: ExitStatus, stderr: string, linkName: string): HostError | null {
  const { code, signal } = exit;
  const expected = request.expectedCodes ?? [0];
  if (code !== null && expected.includes(code)) {
    return null;
  }
  const name = describeCommand(request.command);
  const raw = stderr.trim() || undefined;
  if (code === null) {
    const message = `${name} on ${linkName} was killed by ${signal ?? 'a signal'}`;
    return new HostError('command-failed', message, {
      hint: signal === 'SIGKILL' ? 'The host may be out of memory.' : undefined,
      raw,
    });
  }
  return explainExitCode(request, code, stderr, linkName);
}

/** What dash, bash and busybox's sh say when there is nothing to exec; the line number stands elsewhere in each. */
const noProgram = /\bexec: .*: not found$/m;

function explainExitCode(request: RunRequest, code: number, stderr: string, linkName: string): HostError {
  const name = describeCommand(request.command);
  const raw = stderr.trim() || undefined;
  if (request.asRoot === true && /^sudo: .*(password|terminal) is required/m.test(stderr)) {
    return needsRoot(linkName, raw);
  }
  if (code === 127 && request.command.kind === 'argv' && noProgram.test(stderr)) {
    const hint = `Install the package that brings ${name}, or log in as a user whose PATH has it.`;
    return new HostError('missing-on-host', `There is no program ${name} on ${linkName}`, { hint, raw });
  }
  const firstLine = raw?.split('\n', 1)[0];
  const because = firstLine === undefined ? 'it said nothing on stderr' : firstLine;
  return new HostError('command-failed', `${name} on ${linkName} ended with exit code ${code}: ${because}`, { raw });
}

/** Asked for root where the login cannot become root. */
export function needsRoot(linkName: string, raw?: string): HostError {
  const user = linkName.split('@', 1)[0] ?? '';
  return new HostError('denied', `${linkName} may not become root without a password, and this needs root`, {
    hint: `Log in as root, or allow it on the host: visudo -f /etc/sudoers.d/${user.replace(/[^\w-]/g, '_')} with the line “${user} ALL=(ALL) NOPASSWD: ALL”.`,
    raw,
  });
}

/** A channel that closes without an exit status has lost its command, or the link. */
export function endedWithoutStatus(request: RunRequest, linkName: string): HostError {
  return new HostError('link-lost', `${describeCommand(request.command)} on ${linkName} ended without saying how`, {
    hint: 'The connection may be breaking. Read the host again before you repeat what changes something.',
  });
}

export function fellSilent(request: RunRequest, linkName: string, silenceMs: number): HostError {
  return new HostError(
    'command-failed',
    `${describeCommand(request.command)} on ${linkName} said nothing for ${silenceMs / 1000} s and was stopped`,
    {
      hint: 'The host may be overloaded or waiting for a disk.',
    },
  );
}

export function toldTooMuch(request: RunRequest, linkName: string, maxBytes: number): HostError {
  return new HostError(
    'unexpected-output',
    `${describeCommand(request.command)} on ${linkName} printed more than ${maxBytes} bytes and was stopped`,
  );
}
