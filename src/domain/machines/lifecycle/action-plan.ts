import type { HostFacts } from '../../hosts/host-facts.ts';
import type { Plan } from '../../plans/plan.ts';
import type { HostPaths } from '../machine-paths.ts';
import type { Machine } from '../machine.ts';
import type { MachineAction } from './machine-action.ts';

export interface ActionPlanInput {
  readonly machine: Machine;
  readonly action: MachineAction;
  readonly facts: HostFacts;
  /** user@laptop */
  readonly person: string;
  readonly nowEpochMs: number;
  /** For a machine that has none: what is made up once and kept from its review to its run. */
  readonly uuid: string;
  readonly paths?: HostPaths;
}

export interface ActionPlan {
  readonly plan: Plan;
  /** Why nothing may be done; the plan has no steps then. */
  readonly refusal: string | null;
  /** What a person should know before saying yes, a sentence each. */
  readonly warnings: readonly string[];
}
