import type { Tone } from '../state-mark.tsx';

/** How a station or a rail is known: solid was seen, dashed was concluded, dotted nobody looked, gap is not there. */
export type MetroCertainty = 'seen' | 'inferred' | 'not-inspected' | 'missing';

export interface MetroStation {
  readonly id: string;
  readonly centreY: number;
  readonly certainty: MetroCertainty;
  readonly tone: Tone;
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  /** Lines of facts: short MAC, addresses. */
  readonly facts: readonly string[];
  readonly received: string | null;
  readonly sent: string | null;
  /** One sentence under the name where something is to be said. */
  readonly remark: string | null;
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
    readonly factsTitle: string;
    readonly received: number;
    readonly sent: number;
  };
  readonly lanes: readonly MetroLane[];
  readonly stations: readonly MetroStation[];
  readonly rails: readonly MetroRail[];
}
