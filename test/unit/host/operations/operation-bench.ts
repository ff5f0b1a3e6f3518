import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLocalShell } from '#fakes/local-shell.ts';
import { createOperationRunner } from '#host/operations/create-operation-runner.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { Plan, PlanCommand, PlanStep } from '#domain/plans/plan.ts';

export const resources = { read: (file: string) => readFile(path.resolve('resources', file), 'utf8') };

/** The shells a host may have as its `sh`, as far as this machine has them. */
export const shells = [['dash'], ['bash', '--posix'], ['busybox', 'sh']].filter(
  ([program]) => process.env.PATH?.split(':').some((folder) => existsSync(path.join(folder, program!))) ?? false,
) as [string, ...string[]][];

/** A step of one shell line each for doing, proving and taking back. */
export function aStep(id: string, run: string, more: { check?: string; undo?: string; coversFailure?: true } = {}): PlanStep {
  const sh = (script: string): PlanCommand => ['sh', '-c', script];
  return {
    id,
    title: `Do ${id}`,
    action: { kind: 'run', argv: sh(run) },
    notes: [],
    check: more.check === undefined ? null : sh(more.check),
    undo:
      more.undo === undefined
        ? null
        : { title: `Undo ${id}`, argv: sh(more.undo), ...(more.coversFailure ? { coversFailure: true } : {}) },
  };
}

export const aPlan = (...steps: PlanStep[]): Plan => ({
  title: 'Launch ciab',
  subject: 'ciab',
  target: { kind: 'machine', name: 'ciab' },
  exclusion: 'host',
  undoableUntilEpochMs: null,
  steps,
});

/** A folder of its own as the host's state, and a runner on it. */
export async function openBench(shellArgv: readonly [string, ...string[]] = ['sh']) {
  const folder = await mkdtemp(path.join(tmpdir(), 'nutshell-operations-'));
  const stateDirectory = path.join(folder, "state with 'blank");
  const shell = createLocalShell(shellArgv);
  const runner = createOperationRunner({ resources, stateDirectory });
  let count = 0;
  const request = (plan: Plan) => ({ operationId: `op-${++count}`, plan, startedBy: 'ada@laptop' });
  return {
    folder,
    stateDirectory,
    shell,
    runner,
    request,
    run: (plan: Plan) => collect(runner.start(shell, request(plan))),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function collect(events: AsyncIterable<OperationEvent>): Promise<OperationEvent[]> {
  const all: OperationEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** "create-volume done" and so on, in order. */
export function told(events: readonly OperationEvent[]): string[] {
  return events.flatMap((event) => (event.kind === 'step' ? [`${event.stepId} ${event.state}`] : []));
}
