import type { Tone } from '../state-mark-shape.tsx';
import type { MetroLane } from './metro-layout.ts';

/** What came by at a station, one way. */
export interface TraceMark {
  readonly tone: Tone;
  readonly word: string;
}

/** A sentence under a station, whole, over as many lines as it takes. */
export interface TraceRemark {
  readonly text: string;
  /** Whether it tells why the probes ended here. */
  readonly isVerdict: boolean;
  readonly y: number;
  readonly height: number;
}

export interface TraceStation {
  readonly id: string;
  /** Of its name. */
  readonly centreY: number;
  readonly isBlind: boolean;
  readonly name: string;
  readonly there: TraceMark;
  readonly back: TraceMark;
  readonly header: string;
  readonly remarks: readonly TraceRemark[];
  /** Everything above in one sentence, for screen readers. */
  readonly label: string;
}

/** passed: seen at both ends. inferred: seen behind it, with somebody blind between. lost: it ended here. idle: nothing came so far. */
export type TraceRailState = 'passed' | 'inferred' | 'lost' | 'idle';

export interface TraceRail {
  readonly id: string;
  readonly lane: 'forward' | 'reverse';
  readonly fromY: number;
  readonly toY: number;
  readonly state: TraceRailState;
}

/** Where everything is, in pixels at a root font of 16 px. */
export interface TraceLayout {
  readonly width: number;
  readonly height: number;
  readonly railX: { readonly forward: number; readonly reverse: number };
  readonly columns: { readonly name: number; readonly there: number; readonly back: number; readonly header: number };
  readonly lanes: readonly MetroLane[];
  readonly stations: readonly TraceStation[];
  readonly rails: readonly TraceRail[];
}
