import type { AppClient } from '#contract/api.ts';
import { runCommandLine } from '#cli/run-command-line.ts';
import type { Programs } from '#cli/invocation.ts';
import type { Questions } from '#cli/terminal/terminal.ts';
import type { DirectTerminal } from '#cli/terminal/direct-terminal.ts';
import type { ByteStream, RemoteTerminal } from '#core/ports/host-shell.ts';

/** Any part of the client; what a test does not give must not be called. */
export type PartialClient = { readonly [F in keyof AppClient]?: Partial<AppClient[F]> };

export interface CliSetup {
  readonly client?: PartialClient;
  /** Answers in the order of the questions; given only where the test plays a person at a terminal. */
  readonly answers?: readonly (string | null)[];
  readonly input?: string;
  readonly signal?: AbortSignal;
  readonly programs?: Partial<Programs>;
  readonly openConsole?: (ticket: string) => Promise<ByteStream>;
  readonly takeTerminal?: (ticket: string) => RemoteTerminal | null;
  readonly direct?: DirectTerminal;
  readonly onOut?: (text: string) => void;
  readonly outIsScreen?: boolean;
  /** False: whoever reads standard output has left. */
  readonly takesBytes?: boolean;
}

export interface CliResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly asked: readonly string[];
  readonly isClosed: boolean;
  /** What went to standard output as bytes. */
  readonly bytes: Buffer;
}

/** The whole command line but for the process: what it writes, asks and ends with. */
export async function runCli(argv: readonly string[], setup: CliSetup = {}): Promise<CliResult> {
  const seen = { out: '', err: '', isClosed: false, bytes: [] as Buffer[] };
  const asked: string[] = [];
  const code = await runCommandLine({
    argv,
    version: '1.2.3',
    signal: setup.signal ?? new AbortController().signal,
    programs: { run: notFaked('run'), find: notFaked('find'), ...setup.programs },
    terminal: {
      writeOut: (text) => {
        seen.out += text;
        setup.onOut?.(text);
      },
      writeBytes: async (bytes) => {
        seen.bytes.push(Buffer.from(bytes));
        return setup.takesBytes ?? true;
      },
      writeError: (text) => {
        seen.err += text;
      },
      outHasColors: false,
      errorHasColors: false,
      outIsScreen: setup.outIsScreen ?? false,
      canOverwrite: false,
      questions: setup.answers ? createQuestions([...setup.answers], asked) : null,
      readInput: async () => setup.input ?? '',
      direct: setup.direct ?? { screen: null, take: notFaked('take') },
    },
    openSession: async () => ({
      client: createFakeClient(setup.client ?? {}),
      openConsole: setup.openConsole ?? notFaked('openConsole'),
      takeTerminal: setup.takeTerminal ?? notFaked('takeTerminal'),
      close: async () => {
        seen.isClosed = true;
      },
    }),
  });
  return { code, ...seen, bytes: Buffer.concat(seen.bytes), asked };
}

function createQuestions(answers: (string | null)[], asked: string[]): Questions {
  const next = async (message: string) => {
    asked.push(message);
    const answer = answers.shift();
    if (answer === undefined) {
      throw new Error(`Nobody answers: ${message}`);
    }
    return answer;
  };
  return { text: next, secret: next };
}

function createFakeClient(parts: PartialClient): AppClient {
  const features = new Proxy(parts, {
    get: (known, feature) =>
      new Proxy(known[feature as keyof AppClient] ?? {}, {
        get: (methods, method) =>
          (methods as Record<string | symbol, unknown>)[method] ?? notFaked(`${String(feature)}.${String(method)}`),
      }),
  });
  return features as AppClient;
}

function notFaked(name: string): () => never {
  return () => {
    throw new Error(`${name} is not part of this test`);
  };
}

export async function* streamOf<T>(...items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) {
    await Promise.resolve();
    yield item;
  }
}
