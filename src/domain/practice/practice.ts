import type { Problem } from '../problem.ts';

export type PracticeStepId = 'packages' | 'root-file-system' | 'installer' | 'disk' | 'boot' | 'save' | 'restore' | 'ready';

export interface PracticeProgress {
  readonly step: PracticeStepId;
  readonly title: string;
  /** Of the whole way, 0 to 100. */
  readonly percent: number;
  readonly detail: string | null;
}

export type PracticeStatus =
  | { readonly kind: 'unsupported'; readonly problem: Problem }
  | { readonly kind: 'not-built' }
  | { readonly kind: 'stopped'; readonly builtEpochMs: number }
  | {
      readonly kind: 'running';
      readonly hostId: string | null;
      readonly sshPort: number;
      readonly accelerator: 'kvm' | 'tcg';
      readonly incidents: number;
    };
