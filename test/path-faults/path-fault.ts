import type { ProbeWish } from '#domain/path/propose-probe.ts';
import type { CardEnd } from '#domain/path/walk/scene.ts';
import type { PathReplica } from '#support/path-replica.ts';

/** A cause, and how it is brought about for real. */
export interface PathFault {
  /** Its row in docs/path-faults.md. */
  readonly row: number;
  readonly causeId: string;
  /** What was done, in words for the table. */
  readonly done: string;
  inject(replica: PathReplica): void;
  readonly wish?: ProbeWish;
  readonly otherCards?: readonly CardEnd[];
  /** The instance cannot be looked into: what is known of it is seen from the machine. */
  readonly isNestedUnread?: true;
  /** The machine cannot be looked into either. */
  readonly isMachineUnread?: true;
  /** Other causes that are there as well. */
  readonly also?: readonly string[];
  /** What the fix shown is run for: afterwards the cause is gone. Not where the fix is only advice, or needs hardware. */
  readonly isFixTried?: false;
}
