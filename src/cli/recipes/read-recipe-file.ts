import { readFile, stat } from 'node:fs/promises';
import { CommandFault } from '../command-fault.ts';

const largestBytes = 1_000_000;

/** A file of this laptop as text. */
export async function readRecipeFile(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > largestBytes) {
      throw new CommandFault('local-file', `${path} has ${size} bytes; no recipe has more than ${largestBytes}.`);
    }
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  } catch (error) {
    if (error instanceof CommandFault) {
      throw error;
    }
    const raw = error instanceof Error ? error.message : String(error);
    throw new CommandFault('local-file', `${path} could not be read.`, 'Check the path.', raw);
  }
}
