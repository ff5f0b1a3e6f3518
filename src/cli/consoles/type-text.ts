import { buildStrokes } from '#domain/keyboard/build-strokes.ts';
import { isLayoutId, layoutIds, type LayoutId } from '#domain/keyboard/keyboard-layout.ts';
import { suggestionFor } from '#domain/suggest-name.ts';
import { CommandFault, usageFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { findMachine } from '../machines/find-machine.ts';

export interface TypeOptions {
  readonly host?: string;
  readonly stdin?: boolean;
  readonly layout: string;
  readonly enter?: boolean;
  readonly dryRun?: boolean;
}

interface Words {
  readonly text: string;
  readonly layout: LayoutId;
  readonly keys: readonly string[];
}

export async function typeText(
  invocation: Invocation,
  name: string,
  given: string | undefined,
  options: TypeOptions,
): Promise<ExitCode> {
  const words = await readWords(invocation, given, options);
  const typing = buildStrokes(words.text, words.layout);
  if (typing.kind === 'refused') {
    throw new CommandFault(
      'invalid-input',
      describeRefusal(typing.reason, options),
      'Say with --layout which one its system has.',
    );
  }
  const total = typing.strokes.length + words.keys.length;
  if (total === 0) {
    throw usageFault('There is nothing to type.', 'Give a text, --stdin or --enter.');
  }
  const { host, machine } = await findMachine(invocation, name, options.host, true);
  const target = { host: { id: host.id, name: host.name }, machine: machine.name };
  if (options.dryRun) {
    await invocation.output.answer(
      { ...target, layout: words.layout, keys: total },
      () => `It can be typed, with ${total} keys.`,
    );
    invocation.output.tell('Nothing was typed.');
    return exitCodes.done;
  }
  return type(invocation, target, words);
}

async function readWords({ readInput }: Invocation, given: string | undefined, options: TypeOptions): Promise<Words> {
  const { layout } = options;
  if (!isLayoutId(layout)) {
    throw usageFault(`There is no layout ${layout}.`, suggestionFor(layout, [...layoutIds], 'layouts'));
  }
  if (options.stdin && given !== undefined) {
    throw usageFault('Give a text or --stdin, not both.');
  }
  const text = options.stdin ? (await readInput()).replaceAll('\r\n', '\n').replace(/\n$/, '') : (given ?? '');
  return { text, layout, keys: options.enter ? ['enter'] : [] };
}

/** What came on standard input may be a password: not even a character of it is told. */
function describeRefusal(reason: string, { stdin, layout }: TypeOptions): string {
  return stdin ? `Standard input has a character that cannot be typed with the layout ${layout}. Nothing was typed.` : reason;
}

async function type(
  invocation: Invocation,
  target: { readonly host: { readonly id: string; readonly name: string }; readonly machine: string },
  { text, layout, keys }: Words,
): Promise<ExitCode> {
  const { output, signal } = invocation;
  const { client } = await invocation.session();
  let last = { count: 0, total: 0 };
  try {
    const wish = { hostId: target.host.id, machine: target.machine, layout, text, keys: [...keys] };
    for await (const { count, total } of client.consoles.type(wish, { signal })) {
      last = { count, total };
    }
  } finally {
    if (signal.aborted) {
      output.warn(`Stopped after ${last.count} of ${last.total} keys.`);
    }
  }
  await output.answer({ ...target, keys: last.count }, () => `Typed ${last.count} keys into ${target.machine}.`);
  return exitCodes.done;
}
