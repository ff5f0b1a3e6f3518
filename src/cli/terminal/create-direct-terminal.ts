import type { TerminalSize } from '#domain/terminals/terminal.ts';
import type { DirectListener, DirectStreams, DirectTerminal } from './direct-terminal.ts';

/** What of `process` a shell is given. */
export interface ProcessStreams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Called when the process ends, however it does. */
  readonly onExit: (listener: () => void) => void;
}

const usualType = 'xterm-256color';

export function createDirectTerminal(streams: ProcessStreams): DirectTerminal {
  const { stdin, env } = streams;
  return {
    get screen() {
      // Windows has no TERM, and its console understands what xterm does.
      const type = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,62}$/.exec(env['TERM'] ?? '')?.[0] ?? usualType;
      return stdin.isTTY ? { type, ...readSize(streams) } : null;
    },
    take: (listener) => takeStreams(streams, listener),
  };
}

/** Node has sizes of outputs only; where standard output is a file, the screen is that of standard error. */
function readSize({ stdout, stderr }: ProcessStreams): TerminalSize {
  const output = stdout.isTTY ? stdout : stderr;
  return { columns: output.columns || 80, rows: output.rows || 24 };
}

function takeStreams(streams: ProcessStreams, listener: DirectListener): DirectStreams {
  const { stdin, stdout, stderr, onExit } = streams;
  const onData = (bytes: Buffer): void => listener.onInput(bytes);
  const onEnd = (): void => listener.onInputEnd();
  const onResize = (): void => listener.onResize(readSize(streams));
  const onDrain = (): void => listener.onDrain();
  const output = stdout.isTTY ? stdout : stderr;
  const setRaw = (isRaw: boolean): void => {
    if (stdin.isTTY) {
      stdin.setRawMode(isRaw);
    }
  };
  setRaw(true);
  // A terminal that is left raw shows nothing of what is typed.
  onExit(() => setRaw(false));
  stdin.on('data', onData).on('end', onEnd);
  stdin.resume();
  stdout.on('drain', onDrain);
  output.on('resize', onResize);
  return {
    writeOut: (bytes) => stdout.write(bytes),
    writeError: (bytes) => void stderr.write(bytes),
    pauseInput: () => void stdin.pause(),
    resumeInput: () => void stdin.resume(),
    async release() {
      stdin.off('data', onData).off('end', onEnd);
      // Else the process would wait for the next key.
      stdin.pause();
      output.off('resize', onResize);
      setRaw(false);
      await Promise.all([flush(stdout), flush(stderr)]);
      stdout.off('drain', onDrain);
    },
  };
}

function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}
