import type { HookResult } from '../netfilter/run-hook.ts';
import { findFilter, type FilterStep } from '../walk/walk-step.ts';
import type { Case } from './cause.ts';

/** What ends the probe between the machine's card and its instances' bridge: the first rule or policy that certainly does. */
export function findForwardBlocker({
  walk,
}: Case): { readonly step: FilterStep; readonly blocker: HookResult['blockers'][number] } | null {
  const steps = (['machine-prerouting', 'machine-forward', 'machine-postrouting'] as const).map((id) => findFilter(walk, id));
  const step = steps.find((each) => each?.result.verdict === 'block') ?? null;
  const [blocker] = step?.result.blockers ?? [];
  return step && blocker ? { step, blocker } : null;
}
