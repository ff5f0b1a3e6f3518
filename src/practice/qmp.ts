import { open } from 'node:fs/promises';
import { createConnection, type Socket } from 'node:net';
import { basename, dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { practiceFault } from './practice-fault.ts';

export interface Qmp {
  execute(command: string, args?: Readonly<Record<string, unknown>>, timeLimitMs?: number): Promise<unknown>;
  /** A command of the human monitor; its complaints come back as text, not as errors. */
  executeHuman(commandLine: string): Promise<string>;
  close(): void;
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  /** Stops the clock of its time limit. */
  readonly settle: () => void;
}

/** Connects to QEMU's control socket. A stopped QEMU accepts and says nothing: everything here has a time limit. */
export async function connectQmp(socketPath: string, timeLimitMs = 5_000): Promise<Qmp> {
  const socket = await connectShort(socketPath);
  const pending: Pending[] = [];
  const fail = (error: Error) => {
    for (const { reject, settle } of pending.splice(0)) {
      settle();
      reject(error);
    }
  };
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('QEMU closed its control socket.')));
  const lines = createInterface({ input: socket });
  // It tells the socket's error again, and an error that nobody hears ends the program: QEMU may reset the connection when it quits.
  lines.on('error', fail);
  lines.on('line', (line) => {
    const answer = parseAnswer(line);
    const waiting = answer.kind === 'other' ? undefined : pending.shift();
    waiting?.settle();
    if (answer.kind === 'error') {
      waiting?.reject(new Error(answer.message));
    } else if (answer.kind === 'return') {
      waiting?.resolve(answer.value);
    }
  });

  function execute(command: string, args: Readonly<Record<string, unknown>> = {}, limitMs = timeLimitMs): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(
          practiceFault(`QEMU did not answer "${command}" within ${limitMs / 1000} s.`, { hint: 'Run: nutshell practice reset' }),
        );
        socket.destroy();
      }, limitMs);
      const settle = () => clearTimeout(timer);
      pending.push({ resolve, reject, settle });
      socket.write(`${JSON.stringify({ execute: command, arguments: args })}\n`);
    });
  }

  await execute('qmp_capabilities');
  return {
    execute,
    executeHuman: async (commandLine) => String(await execute('human-monitor-command', { 'command-line': commandLine })),
    close: () => socket.destroy(),
  };
}

type Answer =
  | { readonly kind: 'return'; readonly value: unknown }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'other' };

/** One line from QEMU: an answer, or a greeting or event, which nobody here waits for. */
export function parseAnswer(line: string): Answer {
  const message: unknown = JSON.parse(line);
  if (typeof message !== 'object' || message === null) {
    return { kind: 'other' };
  }
  if ('return' in message) {
    return { kind: 'return', value: message.return };
  }
  if ('error' in message) {
    const { error } = message;
    const text = typeof error === 'object' && error !== null && 'desc' in error ? String(error.desc) : JSON.stringify(error);
    return { kind: 'error', message: text };
  }
  return { kind: 'other' };
}

/** A socket's path may have 107 bytes and a state folder may be deeper: /proc/self/fd/N is short whatever the folder. */
async function connectShort(socketPath: string): Promise<Socket> {
  const folder = await open(dirname(socketPath), 'r');
  try {
    return await new Promise((resolve, reject) => {
      const socket = createConnection(`/proc/self/fd/${folder.fd}/${basename(socketPath)}`);
      socket.once('connect', () => resolve(socket));
      socket.once('error', reject);
    });
  } finally {
    await folder.close();
  }
}
