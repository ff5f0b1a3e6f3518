import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { HostError } from '#core/ports/host-error.ts';
import type { HostCommand, HostShell, RunRequest } from '#core/ports/host-shell.ts';

/** This machine in the place of a host: scripts really run, under the shell given, and stopping to listen really kills. */
export function createLocalShell(shellArgv: readonly [string, ...string[]]): HostShell {
  return {
    async run(request) {
      const { child, closed } = launch(shellArgv, request);
      const stdout: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
      const { code, stderr } = await closed;
      expectCode(request, code, stderr);
      return { code, stdout: Buffer.concat(stdout).toString('utf8'), stderr, durationMs: 0 };
    },
    async *lines(request) {
      const { child, closed } = launch(shellArgv, request);
      const abandon = () => child.kill('SIGTERM');
      request.signal?.addEventListener('abort', abandon, { once: true });
      try {
        yield* createInterface({ input: child.stdout });
        const { code, stderr } = await closed;
        if (request.signal?.aborted) throw new HostError('cancelled', 'The command was stopped');
        expectCode(request, code, stderr);
      } finally {
        request.signal?.removeEventListener('abort', abandon);
        child.kill('SIGTERM');
      }
    },
    openSocket: () => Promise.reject(new HostError('unsupported', 'This shell opens no sockets.')),
  };
}

function launch(shellArgv: readonly [string, ...string[]], request: RunRequest) {
  const [program, ...args] = toArgv(shellArgv, request.command);
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => {});
  child.stdin.end(request.command.kind === 'script' ? request.command.text : request.stdin);
  const stderr: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const closed = new Promise<{ code: number; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code: code ?? 255, stderr: Buffer.concat(stderr).toString('utf8') }));
  });
  return { child, closed };
}

function toArgv(shellArgv: readonly [string, ...string[]], command: HostCommand): readonly [string, ...string[]] {
  return command.kind === 'argv' ? command.argv : [...shellArgv, '-s', '--', ...command.args];
}

function expectCode({ purpose, expectedCodes = [0] }: RunRequest, code: number, stderr: string): void {
  if (!expectedCodes.includes(code)) throw new HostError('command-failed', `${purpose} ended with ${code}.`, { raw: stderr });
}
