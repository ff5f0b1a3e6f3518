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
    async feed(request, bytes) {
      const { child, closed } = launchFed(shellArgv, request);
      const abandon = () => child.kill('SIGTERM');
      request.signal?.addEventListener('abort', abandon, { once: true });
      const stdout: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
      try {
        for await (const chunk of bytes) {
          if (!child.stdin.write(chunk))
            await new Promise((resolve) => child.stdin.once('drain', resolve).once('close', resolve));
        }
      } finally {
        child.stdin.end();
      }
      const { code, stderr } = await closed;
      if (request.signal?.aborted) throw new HostError('cancelled', 'The command was stopped');
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
    openTerminal: () => Promise.reject(new HostError('unsupported', 'This shell has no terminal.')),
  };
}

function launch(shellArgv: readonly [string, ...string[]], request: RunRequest) {
  const launched = start(toArgv(shellArgv, request.command));
  launched.child.stdin.end(request.command.kind === 'script' ? request.command.text : request.stdin);
  return launched;
}

/** The script as an argument: its standard input is for the bytes. */
function launchFed(shellArgv: readonly [string, ...string[]], { command }: RunRequest) {
  return start(command.kind === 'argv' ? command.argv : [...shellArgv, '-c', command.text, command.name, ...command.args]);
}

function start([program, ...args]: readonly [string, ...string[]]) {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => {});
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
