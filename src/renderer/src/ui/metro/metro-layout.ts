import type { Tone } from '../state-mark.tsx';

/** How a station or a rail is known: solid was seen, dashed was concluded, dotted nobody looked, gap is not there. */
export type MetroCertainty = 'seen' | 'inferred' | 'not-inspected' | 'missing';

/** What passes a station at this moment, and did before: oldest first, null where nothing was counted. */
export interface MetroTraffic {
  readonly received: string;
  readonly sent: string;
  readonly receivedPoints: readonly (number | null)[];
  readonly sentPoints: readonly (number | null)[];
}

export interface MetroStation {
  readonly id: string;
  /** Of its first two lines; what comes below is its remark. */
  readonly centreY: number;
  readonly height: number;
  readonly certainty: MetroCertainty;
  readonly tone: Tone;
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  /** Lines of facts: short MAC, addresses. */
  readonly facts: readonly string[];
  readonly received: string | null;
  readonly sent: string | null;
  /** In place of the totals, while somebody looks. */
  readonly traffic: MetroTraffic | null;
  /** One sentence under the name where something is to be said, whole, over as many lines as it takes. */
  readonly remark: { readonly text: string; readonly y: number; readonly height: number } | null;
  /** Everything above in one sentence, for screen readers. */
  readonly label: string;
}

export interface MetroRail {
  readonly id: string;
  readonly fromY: number;
  readonly toY: number;
  readonly certainty: MetroCertainty;
  readonly reason: string | null;
}

export interface MetroLane {
  readonly id: string;
  readonly title: string;
  readonly y: number;
  readonly height: number;
}

/** Where everything is, in pixels at a root font of 16 px. Columns are x of their text's left or right edge. */
export interface MetroLayout {
  readonly width: number;
  readonly height: number;
  readonly railX: { readonly forward: number; readonly reverse: number };
  readonly columns: {
    readonly name: number;
    readonly state: number;
    readonly facts: number;
    /** Empty where facts stand under the state, for want of room beside it. */
    readonly factsTitle: string;
    readonly factsLine: 0 | 1;
    readonly received: number;
    readonly sent: number;
  };
  readonly lanes: readonly MetroLane[];
  readonly stations: readonly MetroStation[];
  readonly rails: readonly MetroRail[];
}
