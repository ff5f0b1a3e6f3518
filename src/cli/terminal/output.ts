import type { CommandProblem } from '../command-fault.ts';
import { toPrintable } from './format.ts';
import { createPaint, type Paint } from './paint.ts';
import type { Terminal } from './terminal.ts';

/** Where a command puts what it found. With --json, standard output is JSON and nothing else. */
export interface Output {
  readonly isJson: boolean;
  readonly paint: Paint;
  readonly errorPaint: Paint;
  /** The one answer of a command: one JSON document, or text. */
  answer(document: unknown, toText: (paint: Paint) => string | Promise<string>): Promise<void>;
  /** Text that must arrive byte by byte, such as a script to save. */
  verbatim(text: string): void;
  /** Bytes for another program. False: nobody reads them any longer. */
  bytes(chunk: Uint8Array): Promise<boolean>;
  /** Whether standard output is a screen, on which bytes make no sense. */
  readonly isScreen: boolean;
  /** Text that takes the place of what this drew before; below it, where standard output is no screen. Silent with --json. */
  redraw(text: string): void;
  /** One item of an answer that comes in pieces: one line of JSON each. Text is told elsewhere, as progress. */
  item(document: unknown): void;
  /** A line for the person, on standard error; silent with --json. */
  tell(text: string): void;
  /** A line that the next one replaces, where the terminal can do that. */
  tellForNow(text: string): void;
  /** Always said, also beside JSON. */
  warn(text: string): void;
  problem(problem: CommandProblem): void;
}

export function createOutput(terminal: Terminal, isJson: boolean): Output {
  const paint = createPaint(terminal.outHasColors);
  const errorPaint = createPaint(terminal.errorHasColors);
  let hasPassingLine = false;
  let drawnLines = 0;

  const writeError = (text: string) => {
    const clear = hasPassingLine ? '\r\u001B[2K' : '';
    hasPassingLine = false;
    terminal.writeError(`${clear}${toPrintable(text)}`);
  };
  return {
    isJson,
    paint,
    errorPaint,
    async answer(document, toText) {
      terminal.writeOut(withLineEnd(isJson ? JSON.stringify(document, null, 2) : toPrintable(await toText(paint))));
    },
    verbatim: (text) => terminal.writeOut(text),
    bytes: (chunk) => terminal.writeBytes(chunk),
    isScreen: terminal.outIsScreen,
    redraw(text) {
      if (!isJson) {
        const drawn = withLineEnd(toPrintable(text));
        // Up to where it began, and clear from there (ECMA-48: CUU, ED).
        const over = terminal.outIsScreen && drawnLines > 0 ? `\u001B[${drawnLines}A\u001B[J` : '';
        drawnLines = drawn.split('\n').length - 1;
        terminal.writeOut(`${over}${drawn}`);
      }
    },
    item(document) {
      if (isJson) {
        terminal.writeOut(`${JSON.stringify(document)}\n`);
      }
    },
    tell(text) {
      if (!isJson) {
        writeError(`${text}\n`);
      }
    },
    tellForNow(text) {
      if (!isJson && terminal.canOverwrite) {
        writeError(text);
        hasPassingLine = true;
      }
    },
    warn: (text) => writeError(`${errorPaint.yellow('warning')} ${text}\n`),
    problem(problem) {
      if (isJson) {
        terminal.writeOut(`${JSON.stringify({ problem })}\n`);
      }
      writeError(describeProblem(problem, errorPaint));
    },
  };
}

function describeProblem({ code, message, hint, raw }: CommandProblem, paint: Paint): string {
  const lines = [`${paint.red('nutshell:')} ${message}`];
  if (hint !== null) {
    lines.push(hint);
  }
  // The raw text of wrong input only says the message again.
  if (raw !== null && raw.trim() !== '' && code !== 'invalid-input') {
    lines.push(
      ...raw
        .trim()
        .split('\n')
        .map((line) => paint.dim(`  | ${line}`)),
    );
  }
  return `${lines.join('\n')}\n`;
}

function withLineEnd(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
