/** One line of watch-network.sh, which explains them. Numbers are as the place counts them, since each link was made. */
export type LiveLine =
  | { readonly kind: 'sources'; readonly sources: LiveSources }
  | { readonly kind: 'link'; readonly id: number; readonly name: string }
  | { readonly kind: 'gone'; readonly id: number }
  | { readonly kind: 'state'; readonly id: number; readonly state: LinkReading }
  | { readonly kind: 'counts'; readonly id: number; readonly counts: TrafficCounts }
  | { readonly kind: 'losses'; readonly id: number; readonly losses: LossCounts }
  | { readonly kind: 'queue'; readonly id: number; readonly queue: QueueReading }
  | { readonly kind: 'change'; readonly change: NetworkChange }
  | { readonly kind: 'left-out'; readonly count: number }
  | { readonly kind: 'turn'; readonly upSeconds: number };

/** What can be told at this place, and how soon. */
export interface LiveSources {
  /** Changes come as they happen; without, they are found within a turn. */
  readonly tellsChanges: boolean;
  /** What bridges learn comes too. */
  readonly tellsStations: boolean;
  readonly tellsQueues: boolean;
}

/** As sysfs has it. null: this kernel does not tell. */
export interface LinkReading {
  readonly index: number;
  readonly isUp: boolean | null;
  /** up, down, unknown, lowerlayerdown … (Linux, Documentation/networking/operstates.rst) */
  readonly operState: string | null;
  readonly mtu: number | null;
  readonly masterIndex: number | null;
  /** Of the spanning tree (include/uapi/linux/if_bridge.h): 3 forwards. */
  readonly portState: number | null;
}

export interface TrafficCounts {
  readonly rxBytes: number;
  readonly rxPackets: number;
  readonly txBytes: number;
  readonly txPackets: number;
}

export interface LossCounts {
  readonly rxErrors: number;
  readonly rxDropped: number;
  readonly txErrors: number;
  readonly txDropped: number;
}

/** The root queue of a link: what it threw away so far, and what waits in it at this moment. */
export interface QueueReading {
  readonly dropped: number;
  readonly waitingBytes: number;
  readonly waitingPackets: number;
}

/** Something that came or went beside the links themselves. */
export type NetworkChange =
  | { readonly kind: 'address'; readonly isNew: boolean; readonly device: string; readonly address: string }
  | {
      readonly kind: 'neighbour';
      readonly isNew: boolean;
      readonly address: string;
      readonly device: string;
      /** null: it does not answer, or is forgotten. */
      readonly mac: string | null;
      readonly isFailed: boolean;
    }
  | { readonly kind: 'route'; readonly isNew: boolean; readonly text: string }
  | {
      readonly kind: 'station';
      readonly isNew: boolean;
      readonly mac: string;
      readonly port: string;
      readonly bridge: string | null;
    };
