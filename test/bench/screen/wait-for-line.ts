import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** The first line of a program that begins so; rejects where the program ends without one. */
export async function waitForLine({ stdout, spawnfile }: ChildProcess, beginning: string): Promise<string> {
  if (!stdout) {
    throw new Error(`${spawnfile} was started without a pipe`);
  }
  for await (const line of createInterface({ input: stdout })) {
    if (line.startsWith(beginning)) {
      // Whatever it says later must not fill the pipe.
      stdout.resume();
      return line;
    }
  }
  throw new Error(`${spawnfile} ended before it said ${JSON.stringify(beginning)}`);
}
