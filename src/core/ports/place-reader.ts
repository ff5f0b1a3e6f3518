import type { PlaceFacts } from '#domain/path/place-facts.ts';

export interface PlaceScript {
  readonly name: string;
  readonly text: string;
  readonly args: readonly string[];
}

/**
 * The way into a place: runs a POSIX script there, as root where that is possible, and gives what it printed. A host's connection is
 * one, an SSH connection through it into a machine another.
 */
export type RunAtPlace = (script: PlaceScript) => Promise<string>;

/** Reads the network of a place, in one round trip. */
export interface PlaceReader {
  read(run: RunAtPlace): Promise<PlaceFacts>;
}
