import type { HopPlace } from '../chain.ts';
import type { Evidence } from '../evidence.ts';
import type { Scene } from '../walk/scene.ts';
import type { Walk } from '../walk/walk-step.ts';

/** blocks: no packet of the probe's kind comes through. degrades: some do not. notice: worth knowing, and no fault of this path. */
export type Severity = 'blocks' | 'degrades' | 'notice';

/** What a cause was found by: everything that was read, and what the walk concluded from it. */
export interface Case extends Scene {
  readonly walk: Walk;
}

/** One way in which a path breaks, with the sign by which it is known before any packet is sent. */
export interface Cause {
  /** Stable: scripts may ask for it. */
  readonly id: string;
  /** Its row in docs/path-faults.md. */
  readonly row: number | null;
  find(found: Case): readonly Finding[];
}

/** A cause that was found, as the screen and the command line tell it. */
export interface Finding {
  readonly causeId: string;
  readonly row: number | null;
  readonly severity: Severity;
  /** The component at fault. */
  readonly place: HopPlace;
  readonly device: string;
  /** What is wrong and what it does to packets. */
  readonly sentence: string;
  readonly evidence: readonly Evidence[];
  readonly fix: Fix;
}

/** How it is mended. Nothing of it is ever run unasked. */
export interface Fix {
  readonly advice: string;
  readonly steps: readonly FixStep[];
}

/** A command at a place, and the one that takes it back; null where only a person can know how it was before. */
export interface FixStep {
  readonly place: HopPlace;
  readonly argv: readonly string[];
  readonly undoArgv: readonly string[] | null;
}

export type FindingBody = Omit<Finding, 'causeId' | 'row'>;

/** A cause from its sign; each body becomes a finding of this cause. */
export function createCause(id: string, row: number | null, look: (found: Case) => readonly FindingBody[]): Cause {
  return { id, row, find: (found) => look(found).map((body) => ({ ...body, causeId: id, row })) };
}

export function adviceOnly(advice: string): Fix {
  return { advice, steps: [] };
}

export function fixBy(
  place: HopPlace,
  advice: string,
  ...commands: readonly (readonly [argv: readonly string[], undo: readonly string[] | null])[]
): Fix {
  return { advice, steps: commands.map(([argv, undoArgv]) => ({ place, argv, undoArgv })) };
}
