import type { PlaceFacts } from './place-facts.ts';

/** What was read inside a machine, and inside those of its instances that could be looked into. */
export interface InsideFacts {
  readonly machine: PlaceFacts;
  readonly nested: readonly PlaceFacts[];
}
