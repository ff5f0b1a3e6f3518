import type { Backend } from '#backend';

export type BugReporter = ReturnType<typeof createBugReporter>;

/** Bugs go to the terminal, and from `attach` on into the log file, which is the back end's. */
export function createBugReporter() {
  let backend: Pick<Backend, 'report'> | null = null;
  return {
    report: (error: unknown): void => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      backend?.report(error, 'the Electron shell');
    },
    attach: (given: Pick<Backend, 'report'>): void => {
      backend = given;
    },
  };
}
