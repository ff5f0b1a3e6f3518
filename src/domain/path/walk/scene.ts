import type { Link } from '../../hosts/network-facts.ts';
import type { PlaceFacts } from '../place-facts.ts';
import type { Probe } from './probe.ts';

/** What is known of the path, place by place. A place that nobody looked into is null. */
export interface Scene {
  readonly probe: Probe;
  readonly host: HostScene;
  readonly machine: MachineScene | null;
  readonly nested: NestedScene | null;
}

/** A card as QEMU was told to connect it. */
export interface CardEnd {
  readonly machineName: string;
  readonly mac: string | null;
  readonly bridge: string | null;
  readonly tap: string | null;
}

export interface HostScene {
  readonly facts: PlaceFacts;
  readonly card: CardEnd;
  /** Cards of all other machines of the host. */
  readonly otherCards: readonly CardEnd[];
  readonly uplinks: readonly Link[];
  readonly bridge: Link | null;
  readonly tap: Link | null;
}

export interface MachineScene {
  readonly facts: PlaceFacts;
  /** The card that the host's tap leads to. */
  readonly nic: Link | null;
  /** null: the probe is for the machine itself. */
  readonly inner: InnerScene | null;
}

/** The side of the machine where its instances are. */
export interface InnerScene {
  /** The address the instance has, or should have. */
  readonly address: string | null;
  readonly mac: string | null;
  /** The bridge the instance is reached through; null where there is none. */
  readonly bridge: Link | null;
  /** The instance's tap; null where it could not be told. */
  readonly port: Link | null;
}

export interface NestedScene {
  readonly facts: PlaceFacts;
  readonly nic: Link | null;
}
