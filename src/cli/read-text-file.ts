import { readFile, stat } from 'node:fs/promises';
import { CommandFault } from './command-fault.ts';

const largestBytes = 1_000_000;

/** A file of this laptop as text, with the line ends of Unix. No recipe and no cloud file is as large as this lets pass. */
export async function readTextFile(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > largestBytes) {
      throw new CommandFault('local-file', `${path} has ${size} bytes; at most ${largestBytes} are read.`);
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
