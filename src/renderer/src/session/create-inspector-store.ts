import { createStore } from 'zustand/vanilla';

/** One fact of what is selected, with where it comes from. */
export interface InspectorFact {
  readonly label: string;
  readonly value: string;
  /** The command that produced it; null for what Nutshell itself knows. */
  readonly command: string | null;
  readonly isWords?: boolean;
}

export interface Inspection {
  /** Tells one selection from another: "hop:em1". */
  readonly key: string;
  readonly title: string;
  readonly kind: string;
  readonly readAtEpochMs: number | null;
  readonly facts: readonly InspectorFact[];
  /** What is odd about it, in sentences. */
  readonly warnings: readonly string[];
}

export interface InspectorState {
  readonly inspection: Inspection | null;
  readonly show: (inspection: Inspection) => void;
  readonly clear: () => void;
}

/** What the right pane shows in place of the facts of the place itself. */
export function createInspectorStore() {
  return createStore<InspectorState>()((set) => ({
    inspection: null,
    show: (inspection) => set({ inspection }),
    clear: () => set({ inspection: null }),
  }));
}
