import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { createLocalShell } from '#fakes/local-shell.ts';
import { createOperationRunner } from '#host/operations/create-operation-runner.ts';
import type { OperationEvent, OperationWay } from '#domain/activity/operation.ts';
import type { Plan, PlanCommand, PlanStep } from '#domain/plans/plan.ts';
import { removeFolder } from '#support/remove-folder.ts';

export const resources = { read: (file: string) => readFile(path.resolve('resources', file), 'utf8') };

/** The shells a host may have as its `sh`, as far as this machine has them. */
export const shells = [['dash'], ['bash', '--posix'], ['busybox', 'sh']].filter(
  ([program]) => process.env.PATH?.split(':').some((folder) => existsSync(path.join(folder, program!))) ?? false,
) as [string, ...string[]][];

interface StepTraits extends Pick<PlanStep, 'isCancellable' | 'letsOthers' | 'onInterruption'> {
  readonly check?: string;
  readonly undo?: string;
  readonly coversFailure?: true;
}

/** A step of one shell line each for doing, proving and taking back. */
export function aStep(id: string, run: string, { check, undo, coversFailure, ...more }: StepTraits = {}): PlanStep {
  const sh = (script: string): PlanCommand => ['sh', '-c', script];
  return {
    id,
    title: `Do ${id}`,
    action: { kind: 'run', argv: sh(run) },
    notes: [],
    check: check === undefined ? null : sh(check),
    undo: undo === undefined ? null : { title: `Undo ${id}`, argv: sh(undo), ...(coversFailure && { coversFailure }) },
    ...more,
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
  const shell = createLocalShell(['env', `PATH=${await makeSh(folder, shellArgv)}:${process.env.PATH}`, ...shellArgv]);
  const runner = createOperationRunner({ resources, stateDirectory });
  let count = 0;
  const request = (plan: Plan) => ({ operationId: `op-${++count}`, plan, startedBy: 'ada@laptop' });
  const operationFolder = (operationId: string) => path.join(stateDirectory, 'operations', operationId);
  const again = (operationId: string, way: OperationWay) => runner.continue(shell, { operationId, way, by: 'grace@desk' });
  return {
    folder,
    stateDirectory,
    shell,
    runner,
    request,
    /** Starts a plan and resolves when that file, relative to the bench's folder, is there. */
    async startUntil(plan: Plan, file: string) {
      const asked = request(plan);
      const events = collect(runner.start(shell, asked));
      await waitFor(() => existsSync(path.join(folder, file)));
      return { operationId: asked.operationId, events };
    },
    /** Ends the runner as a power cut would, in the middle of whatever it does. */
    kill: (operationId: string) => process.kill(readRunner(operationFolder(operationId)), 'SIGKILL'),
    operationFolder,
    journalOf: (operationId: string) => path.join(operationFolder(operationId), 'journal'),
    resume: (operationId: string) => collect(again(operationId, 'resume')),
    undo: (operationId: string) => collect(again(operationId, 'undo')),
    follow: (operationId: string) => collect(runner.follow(shell, operationId)),
    run: (plan: Plan) => collect(runner.start(shell, request(plan))),
    close: () => removeFolder(folder),
  };
}

function readRunner(folder: string): number {
  return Number(readFileSync(path.join(folder, 'runner'), 'utf8').split(' ')[0]);
}

export async function waitFor(isTrue: () => boolean): Promise<void> {
  for (let left = 200; left > 0 && !isTrue(); left--) await pause(50);
  expect(isTrue()).toBe(true);
}

/** A folder in which `sh` is that shell: the host's own sh runs the runner, and the steps. */
async function makeSh(folder: string, shellArgv: readonly string[]): Promise<string> {
  const bin = path.join(folder, 'bin');
  await mkdir(bin);
  const [program = 'sh', ...args] = shellArgv;
  const found =
    process.env.PATH?.split(':')
      .map((each) => path.join(each, program))
      .find(existsSync) ?? '/bin/sh';
  await writeFile(path.join(bin, 'sh'), `#!/bin/sh\nexec ${[found, ...args].join(' ')} "$@"\n`, { mode: 0o755 });
  return bin;
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
