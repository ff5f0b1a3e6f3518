import process from 'node:process';
import { createDirectTerminal } from './create-direct-terminal.ts';
import type { Questions, Terminal } from './terminal.ts';

/** The real terminal. NO_COLOR and FORCE_COLOR are obeyed as https://no-color.org and https://force-color.org have them. */
export function createProcessTerminal(): Terminal {
  return {
    writeOut: (text) => void process.stdout.write(text),
    writeBytes,
    writeError: (text) => void process.stderr.write(text),
    outHasColors: hasColors(process.stdout),
    errorHasColors: hasColors(process.stderr),
    outIsScreen: process.stdout.isTTY && process.env['TERM'] !== 'dumb',
    canOverwrite: process.stderr.isTTY && process.env['TERM'] !== 'dumb',
    questions: process.stdin.isTTY && process.stderr.isTTY ? createQuestions() : null,
    readInput,
    direct: createDirectTerminal({
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      env: process.env,
      onExit: (listener) => void process.once('exit', listener),
    }),
  };
}

function hasColors(stream: NodeJS.WriteStream): boolean {
  if (process.env['NO_COLOR']) {
    return false;
  }
  return Boolean(process.env['FORCE_COLOR']) || (stream.isTTY && process.env['TERM'] !== 'dumb');
}

function createQuestions(): Questions {
  const output = process.stderr;
  return {
    async text(message) {
      const { isCancel, text } = await import('@clack/prompts');
      const answer = await text({ message, output });
      return isCancel(answer) ? null : answer;
    },
    async secret(message) {
      const { isCancel, password } = await import('@clack/prompts');
      const answer = await password({ message, output });
      return isCancel(answer) ? null : answer;
    },
  };
}

function writeBytes(bytes: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => process.stdout.write(bytes, (error) => resolve(!error)));
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  // Join the bytes first: a chunk may end in the middle of a multi-byte character.
  return Buffer.concat(chunks).toString('utf8');
}
