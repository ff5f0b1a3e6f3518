import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import process from 'node:process';
import { expect } from 'vitest';

export const program = resolve('bin/nutshell.mjs');

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command as a person types it, with a home of its own and nobody at a terminal. */
export function createCommandLine(home: string) {
  function nutshell(...argv: readonly string[]): Promise<Ended> {
    return new Promise((done) => {
      const env = { ...process.env, NUTSHELL_HOME: home, NO_COLOR: '1' };
      const child = execFile(process.execPath, [program, ...argv], { env, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
        done({ code: error === null ? 0 : Number(error.code ?? 1), out, err });
      });
      child.stdin?.end();
    });
  }

  return {
    nutshell,

    /** The one JSON document of a command that must end with `code`. */
    json: async <T>(code: number, ...argv: readonly string[]): Promise<T> => {
      const ended = await nutshell(...argv, '--json');
      expect(ended, argv.join(' ')).toMatchObject({ code });
      return JSON.parse(ended.out) as T;
    },

    /** The lines of JSON of a command that must end with 0. */
    events: async <T>(...argv: readonly string[]): Promise<readonly T[]> => {
      const ended = await nutshell(...argv, '--json');
      expect(ended, argv.join(' ')).toMatchObject({ code: 0 });
      return ended.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as T);
    },
  };
}
