import type { OperationRequest } from '#core/ports/host-adapters.ts';
import type { Resources } from '#core/ports/stores.ts';
import { toHereDocument } from '#domain/plans/build-plan-script.ts';
import { buildPlanSteps } from '#domain/plans/build-plan-steps.ts';
import { describeAction } from '#domain/plans/describe-action.ts';
import { listHostScripts } from '#domain/plans/host-script.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { operationScripts, readPlanScripts, readScripts } from './host-scripts.ts';
import { encodeAbout, type OperationAbout } from './parse-journal-line.ts';

/**
 * Everything an operation needs, as one script for one round trip: its folder, its steps, its runner, and the start of it all in
 * the very last line, so that a link which breaks halfway starts nothing.
 */
export async function buildStartScript(resources: Resources, request: OperationRequest, stateDirectory: string): Promise<string> {
  const { library, follow, start, run } = operationScripts;
  const [functions, runner, planScripts] = await Promise.all([
    readScripts(resources, [library, follow, start]),
    readScripts(resources, [library, run]),
    readPlanScripts(resources, request.plan),
  ]);
  return [
    functions,
    quoteArgv(['begin_operation', stateDirectory, request.operationId]),
    toHereDocument('put about', encodeAbout(toAbout(request))),
    toHereDocument('put steps.sh', buildPlanSteps(request.plan)),
    toHereDocument('put operation.sh', runner),
    ...listHostScripts(request.plan).map((name) => toHereDocument(`put scripts/${name}`, planScripts.get(name) ?? '')),
    'launch',
    '',
  ].join('\n');
}

function toAbout({ operationId, plan, startedBy }: OperationRequest): OperationAbout {
  const steps = plan.steps.map(({ id, title, action }) => ({ id, title, command: describeAction(action) }));
  const { title, subject, target, undoableUntilEpochMs } = plan;
  return { operationId, title, subject, target, undoableUntilEpochMs, steps, startedBy };
}
