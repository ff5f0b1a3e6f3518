import { known, unavailable } from '#domain/fact.ts';
import type { Fact } from '#domain/fact.ts';
import type { Section } from './section.ts';
import { Unreadable } from './unreadable.ts';

/**
 * The fact of a section. Where a command was tried in several ways, the last one counts and the raw text keeps all of them.
 * A command that failed, and text that its parser refuses, are `unavailable`.
 */
export function toFact<T>(sections: readonly Section[], name: string, parse: (section: Section) => T): Fact<T> {
  const attempts = sections.filter((section) => section.name === name);
  const last = attempts.at(-1);
  if (!last) {
    return unavailable(name, 'The host was not asked for this');
  }
  if (last.status !== 0) {
    return unavailable(last.command, describeFailure(last), toRaw(attempts));
  }
  try {
    return known(parse(last), last.command);
  } catch (error) {
    if (error instanceof Unreadable) {
      return unavailable(last.command, error.message, toRaw(attempts));
    }
    throw error;
  }
}

/** Text of all attempts, as a terminal would have shown it. */
export function toRaw(attempts: readonly Section[]): string {
  return attempts
    .map(({ command, output, problem, status }) =>
      [`# ${command}`, output, problem, `exit status ${status}`].filter(Boolean).join('\n'),
    )
    .join('\n\n');
}

/** One sentence for a command that did not end with 0 (exit codes: POSIX sh 2.8.2, timeout(1)). */
function describeFailure({ command, problem, status }: Section): string {
  const program = command.split(' ')[0] ?? command;
  if (status === 127) {
    return `${program} is not installed on this host`;
  }
  if (status === 124) {
    return `${program} did not answer within 10 seconds`;
  }
  // LVM warns first that it does not run as root, and says then what that kept it from.
  const detail = problem.split('\n').find((line) => line.trim() !== '' && !line.trim().startsWith('WARNING'));
  return detail === undefined ? `${program} ended with exit code ${status}` : `${program}: ${detail.trim()}`;
}
