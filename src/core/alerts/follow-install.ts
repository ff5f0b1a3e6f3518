import type { AppApi } from '#contract/api.ts';
import { createItemQueue } from '#contract/item-queue.ts';
import type { OperationEvent, OperationOutcome } from '#domain/activity/operation.ts';
import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import type { Alert } from '#domain/alerts/alert.ts';
import { areOver, areReady, buildOutcomeAlert, listInstallAlerts, type AlertSource } from '#domain/alerts/list-install-alerts.ts';
import type { MachineProgress } from '#domain/clouds/timeline/build-progress.ts';

export interface InstallFollowing {
  readonly listOperations: (hostId: string) => Promise<readonly OperationSummary[]>;
  readonly followOperation: (hostId: string, operationId: string, signal: AbortSignal) => AsyncIterable<OperationEvent>;
  readonly progress: AppApi['clouds']['progress'];
}

/** Who is asked for a whole working day has heard it. */
const longestWatchMs = 12 * 3_600_000;

/**
 * Everything that a person should hear of one install: what its machines need while the operation runs, how that ended, and, where somebody
 * installs by hand, how it comes along after that. An operation that installs nothing has nothing to tell.
 */
export async function* followInstall(
  following: InstallFollowing,
  source: AlertSource,
  outer: AbortSignal,
): AsyncGenerator<Alert> {
  const controller = new AbortController();
  const signal = AbortSignal.any([outer, controller.signal]);
  const queue = createItemQueue<Alert>();
  const push = (alert: Alert | null) => {
    if (alert !== null) {
      queue.push(alert);
    }
  };
  follow(following, source, signal, push)
    .then(() => queue.end())
    .catch((error: unknown) => queue.fail(error instanceof Error ? error : new Error(String(error))));
  try {
    for (let item = await queue.next(); item.done !== true; item = await queue.next()) {
      yield item.value;
    }
  } finally {
    controller.abort();
  }
}

async function follow(
  following: InstallFollowing,
  source: AlertSource,
  signal: AbortSignal,
  push: (alert: Alert | null) => void,
): Promise<void> {
  const { hostId, operationId } = source;
  let watching: Promise<readonly MachineProgress[]> | null = null;
  let outcome: OperationOutcome | null = null;
  for await (const event of following.followOperation(hostId, operationId, signal)) {
    if (event.kind === 'started' && !event.steps.some(({ id }) => isInstalling(id))) {
      return;
    }
    if (event.kind === 'step' && event.state === 'running' && isInstalling(event.stepId)) {
      // The cloud is written down by then, so its progress can be asked for.
      watching ??= watchMachines(following, source, signal, push);
      // Whether it broke is asked for where it matters, after the operation has succeeded.
      watching.catch(() => undefined);
    }
    if (event.kind === 'finished') {
      outcome = event.outcome;
    }
  }
  if (outcome?.kind !== 'succeeded') {
    push(outcome === null ? null : buildOutcomeAlert(source, outcome));
    return;
  }
  if (areReady((await watching) ?? [])) {
    push(buildOutcomeAlert(source, outcome));
  }
}

/** Whatever starts a machine that is being installed, by hand too. */
function isInstalling(stepId: string): boolean {
  return /^start-(installer|qemu)@/.test(stepId);
}

/** Until nothing more is to be heard of any of them; how they were last. */
async function watchMachines(
  { progress }: InstallFollowing,
  source: AlertSource,
  signal: AbortSignal,
  push: (alert: Alert) => void,
): Promise<readonly MachineProgress[]> {
  const { hostId, cloud } = source;
  let before: readonly MachineProgress[] = [];
  let beganEpochMs: number | null = null;
  for await (const { machines, hostEpochMs } of progress({ hostId, cloud }, { signal })) {
    beganEpochMs ??= hostEpochMs;
    listInstallAlerts(source, before, machines).forEach(push);
    before = machines;
    if (areOver(machines) || hostEpochMs - beganEpochMs > longestWatchMs) {
      return machines;
    }
  }
  return before;
}
