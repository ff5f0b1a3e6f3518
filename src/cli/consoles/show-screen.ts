import { writeFile } from 'node:fs/promises';
import { describeScreen, type Screen } from '#domain/consoles/screen.ts';
import { CommandFault, usageFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { findMachine } from '../machines/find-machine.ts';
import { encodePng } from './encode-png.ts';

export interface ScreenOptions {
  readonly host?: string;
  readonly output?: string;
}

export async function showScreen(invocation: Invocation, name: string, options: ScreenOptions): Promise<ExitCode> {
  const { output, signal } = invocation;
  const file = options.output ?? null;
  if (file !== null && !/\.(png|ppm)$/i.test(file)) {
    throw usageFault(`${file} ends neither in .png nor in .ppm.`, 'Nutshell writes pictures of these two kinds.');
  }
  const { host, machine } = await findMachine(invocation, name, options.host, false);
  const { client } = await invocation.session();
  const wish = { hostId: host.id, machine: machine.name, picture: file !== null };
  const { screen, pictureBase64 } = await client.consoles.read(wish, { signal });
  if (file !== null && pictureBase64 !== null) {
    await save(file, Buffer.from(pictureBase64, 'base64'));
  }
  const answer = { host: { id: host.id, name: host.name }, machine: machine.name, screen, savedAt: file };
  await output.answer(answer, () => trimEnd(screen.lines ?? []).join('\n'));
  const note = describe(screen, file, machine.name);
  if (note !== '') {
    output.tell(note);
  }
  return exitCodes.done;
}

async function save(file: string, picture: Buffer): Promise<void> {
  try {
    await writeFile(file, /\.png$/i.test(file) ? encodePng(picture) : picture);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFault('local-file', `${file} could not be written: ${reason}`);
  }
}

/** Text mode speaks for itself. */
function describe(screen: Screen, file: string | null, name: string): string {
  const saved = file === null ? '' : `Saved as ${file}.`;
  if (screen.kind === 'text') {
    return saved;
  }
  const more = file === null && screen.lines === null ? `See it: nutshell screen ${name} -o ${name}.png` : saved;
  return [describeScreen(screen), more].filter((text) => text !== '').join('\n');
}

function trimEnd(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
}
