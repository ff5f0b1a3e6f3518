import type { HopPlace } from '#domain/path/chain.ts';
import type { PlaceFacts } from '#domain/path/place-facts.ts';
import type { HostShell } from '../ports/host-shell.ts';

/** A place that a trace listens in. */
export interface TracePlace {
  readonly place: HopPlace;
  readonly shell: HostShell;
  readonly asRoot: boolean;
  /** Read before anything was sent. */
  readonly before: PlaceFacts;
}
