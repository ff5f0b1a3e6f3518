import type { Resources } from '#core/ports/stores.ts';
import { planDriverName } from '#domain/plans/build-plan-script.ts';
import { listHostScripts } from '#domain/plans/host-script.ts';
import type { Plan } from '#domain/plans/plan.ts';

/** The scripts that handle operations, by what they are for; each after the ones it builds on. */
export const operationScripts = {
  follow: ['operation-library.sh', 'follow-operation.sh'],
  start: ['operation-library.sh', 'follow-operation.sh', 'start-operation.sh'],
  continue: ['operation-library.sh', 'follow-operation.sh', 'start-operation.sh', 'continue-operation.sh'],
  list: ['operation-library.sh', 'list-operations.sh'],
  cancel: ['operation-library.sh', 'cancel-operation.sh'],
  runner: [
    'operation-library.sh',
    'operation-journal.sh',
    'operation-lock.sh',
    'operation-command.sh',
    'operation-steps.sh',
    'operation.sh',
  ],
} as const satisfies Record<string, readonly string[]>;

/** Text of scripts in resources/host, one after the other. */
export async function readScripts(resources: Resources, names: readonly string[]): Promise<string> {
  const texts = await Promise.all(names.map((name) => resources.read(`host/${name}`)));
  return texts.join('\n');
}

/** Every script that a plan's steps call, and the driver that a copied script needs, by name. */
export async function readPlanScripts(resources: Resources, plan: Plan): Promise<ReadonlyMap<string, string>> {
  const names = [...listHostScripts(plan), planDriverName];
  return new Map(await Promise.all(names.map(async (name) => [name, await resources.read(`host/${name}`)] as const)));
}
