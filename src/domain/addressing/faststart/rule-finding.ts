import type { Verdict } from '../../verdict.ts';

/** One rule of an installer or a controller, and how what was planned stands to it. */
export interface RuleFinding {
  readonly id: string;
  /** The rule in words. */
  readonly rule: string;
  /** File and version that it was read in. */
  readonly source: string;
  readonly verdict: Verdict;
}

/** The sentences of the rules that are broken. */
export function listBroken(findings: readonly RuleFinding[]): readonly string[] {
  return findings.flatMap(({ verdict }) => (verdict.ok ? [] : [verdict.reason]));
}
