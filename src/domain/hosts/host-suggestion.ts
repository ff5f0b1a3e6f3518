import type { HostDraft } from './host.ts';

/** A host that ~/.ssh/config already knows, ready to be added. */
export interface HostSuggestion {
  readonly alias: string;
  readonly draft: HostDraft;
  /** What could not be taken over, in words; empty where all was. */
  readonly notes: readonly string[];
}
