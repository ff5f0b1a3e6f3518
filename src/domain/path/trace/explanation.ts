import type { Fix } from '../causes/cause.ts';
import type { Evidence } from '../evidence.ts';
import type { Certainty } from './trace-result.ts';

/** Why something was lost between two stops. */
export interface Explanation {
  readonly certainty: Certainty;
  readonly sentence: string;
  readonly causeId: string | null;
  readonly evidence: readonly Evidence[];
  readonly fix: Fix | null;
}
