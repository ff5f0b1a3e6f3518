import type { Fact } from '../../fact.ts';
import type { HostFacts } from '../host-facts.ts';
import type { ReadinessLine } from '../readiness.ts';

/** What every check may look at. */
export interface ReadinessSubject {
  readonly facts: HostFacts;
  /** The bridge that machines are to be put on; it need not exist. */
  readonly bridge: string;
}

export type ReadinessCheck = (subject: ReadinessSubject) => ReadinessLine;

/** What a line is about, whatever was found. */
export type LineTopic = Pick<ReadinessLine, 'id' | 'title' | 'why'>;

export type Finding = Pick<ReadinessLine, 'level' | 'found' | 'remedy'>;

export function ok(found: string): Finding {
  return { level: 'ok', found, remedy: null };
}

export function warning(found: string, remedy: string): Finding {
  return { level: 'warning', found, remedy };
}

export function missing(found: string, remedy: string): Finding {
  return { level: 'missing', found, remedy };
}

/** The line of a fact; where the fact could not be read it says so, and is never shown as ok. */
export function judge<T>(topic: LineTopic, fact: Fact<T>, decide: (value: T) => Finding): ReadinessLine {
  const finding: Finding =
    fact.kind === 'known'
      ? decide(fact.value)
      : { level: 'unknown', found: fact.reason, remedy: `Run this on the host and see what it says: ${fact.command}` };
  return { ...topic, ...finding, command: fact.command };
}
