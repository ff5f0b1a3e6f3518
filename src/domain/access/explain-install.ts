import type { MachineProgress } from '../clouds/timeline/build-progress.ts';
import type { ServiceState } from './cloud-service.ts';

type Installing = Extract<ServiceState, { readonly kind: 'installing' }>;

/** A silent service of a machine whose install goes on is no fault. null where the install is over, stands still, or was never seen. */
export function explainInstall({ name, timeline, stall }: MachineProgress): Installing | null {
  const phase = timeline.phases.at(-1);
  if (phase === undefined || stall.kind === 'over' || stall.kind === 'stalled') {
    return null;
  }
  return {
    kind: 'installing',
    reason: `${name} is still being installed (${phase.title}). Its services come at the end of that.`,
  };
}
