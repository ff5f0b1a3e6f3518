import type { AppApi } from '#contract/api.ts';
import type { DestroyReview, LaunchReview } from '#contract/machines.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { Host } from '#domain/hosts/host.ts';
import { buildDestroyPlan } from '#domain/machines/build-destroy-plan.ts';
import { buildLaunchPlan } from '#domain/machines/build-launch-plan.ts';
import { checkDraft } from '#domain/machines/check-draft.ts';
import type { MachineDraft } from '#domain/machines/machine-definition.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { proposeDraft } from '#domain/machines/propose-draft.ts';
import { buildPlanScript } from '#domain/plans/build-plan-script.ts';
import type { Plan } from '#domain/plans/plan.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { Readings } from '../hosts/create-readings.ts';
import type { Environment } from '../ports/environment.ts';
import type { OperationRunner } from '../ports/host-adapters.ts';
import { HostError } from '../ports/host-error.ts';

export interface MachineServiceOptions {
  readonly hosts: HostService;
  readonly connections: Connections;
  readonly readings: Readings;
  readonly runner: OperationRunner;
  readonly environment: Environment;
}

interface Located {
  readonly host: Host;
  readonly machine: Machine;
  readonly machines: readonly Machine[];
}
