import type { FileProblem } from '../yaml/file-problem.ts';
import type { Cloud } from './cloud.ts';

/** A cloud as it is written down on the host; `broken` is a record that somebody or something has spoilt. */
export type FoundCloud =
  | { readonly kind: 'read'; readonly name: string; readonly cloud: Cloud }
  | { readonly kind: 'broken'; readonly name: string; readonly path: string; readonly problems: readonly FileProblem[] };
