import type { Fact } from '../fact.ts';

/** One line that somebody can check: what was read, and the command that showed it. */
export interface Evidence {
  readonly text: string;
  readonly command: string;
}

export function evidenceFrom(fact: Fact<unknown>, text: string): Evidence {
  return { text, command: fact.command };
}
