import type { ContinuationRequest, OperationRequest } from '#core/ports/host-adapters.ts';
import type { Resources } from '#core/ports/stores.ts';
import { buildStepTitles } from '#domain/activity/build-step-titles.ts';
import { toHereDocument } from '#domain/plans/build-plan-script.ts';
import { buildPlanSteps } from '#domain/plans/build-plan-steps.ts';
import { listHostScripts } from '#domain/plans/host-script.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { operationScripts, readPlanScripts, readScripts } from './host-scripts.ts';
import { encodeAbout } from './operation-about.ts';

/**
 * Everything an operation needs, as one script for one round trip: its folder, its steps, its runner, and the start of it all in
 * the very last line, so that a link which breaks halfway starts nothing.
 */
export async function buildStartScript(
  resources: Resources,
  { operationId, plan, startedBy }: OperationRequest,
  stateDirectory: string,
): Promise<string> {
  const [functions, runner, planScripts] = await Promise.all([
    readScripts(resources, operationScripts.start),
    readScripts(resources, operationScripts.runner),
    readPlanScripts(resources, plan),
  ]);
  const { title, subject, target, undoableUntilEpochMs } = plan;
  const about = { operationId, title, subject, target, undoableUntilEpochMs, steps: buildStepTitles(plan), startedBy };
  return [
    functions,
    quoteArgv(['begin_operation', stateDirectory, operationId]),
    toHereDocument('put about', encodeAbout(about)),
    toHereDocument('put steps.sh', buildPlanSteps(plan)),
    toHereDocument('put operation.sh', runner),
    ...listHostScripts(plan).map((name) => toHereDocument(`put scripts/${name}`, planScripts.get(name) ?? '')),
    ...(plan.exclusion === 'none' ? [toHereDocument('put target.new', JSON.stringify(target)), 'claim_target'] : []),
    'launch',
    '',
  ].join('\n');
}

/** The same for an operation that is on the host already: the runner of this Nutshell, for the steps of that plan. */
export async function buildContinueScript(
  resources: Resources,
  { operationId, way, by }: ContinuationRequest,
  stateDirectory: string,
): Promise<string> {
  const [functions, runner] = await Promise.all([
    readScripts(resources, operationScripts.continue),
    readScripts(resources, operationScripts.runner),
  ]);
  return [
    functions,
    quoteArgv(['begin_again', stateDirectory, operationId, way]),
    toHereDocument('put operation.sh', runner),
    quoteArgv(['launch_again', way, Buffer.from(by, 'utf8').toString('base64')]),
    '',
  ].join('\n');
}
