import { buildStepTitles } from '#domain/activity/build-step-titles.ts';
import { buildOperation } from '#domain/activity/build-operation.ts';
import type { OperationEvent, OperationWay } from '#domain/activity/operation.ts';
import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import { summariseOperation } from '#domain/activity/summarise-operation.ts';
import { buildLaunchPlan } from '#domain/machines/build-launch-plan.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { aDraft, aUuid } from '../machines.ts';
import { aBusyHost } from './scenario-facts.ts';

const minute = 60_000;
const mebibyte = 1024 ** 2;

export type Journals = Readonly<Record<string, readonly OperationEvent[]>>;

function begin(plan: Plan, operationId: string, minutesAgo: number): OperationEvent {
  const { title, subject, target, undoableUntilEpochMs } = plan;
  const about = { operationId, title, subject, target, undoableUntilEpochMs, steps: buildStepTitles(plan) };
  return { kind: 'started', ...about, startedBy: 'grace@desk', atEpochMs: Date.now() - minutesAgo * minute };
}

function step(stepId: string, state: 'running' | 'done', minutesAgo: number): OperationEvent {
  const atEpochMs = Date.now() - minutesAgo * minute;
  return { kind: 'step', stepId, state, exitCode: state === 'done' ? 0 : null, stderr: null, atEpochMs };
}

const launch = buildLaunchPlan({
  draft: aDraft({ name: 'nc2', mac: '52:54:00:aa:bb:02' }),
  facts: aBusyHost(),
  identity: { operationId: 'op-cut', uuid: aUuid, createdEpochMs: 0, createdBy: 'grace@desk' },
});
const doneSteps = launch.steps.slice(0, 4).map(({ id }) => id);
const cutStep = launch.steps[4]?.id ?? '';

const interruptedLaunch: readonly OperationEvent[] = [
  begin(launch, 'op-cut', 190),
  ...doneSteps.flatMap((id) => [step(id, 'running', 190), step(id, 'done', 190)]),
  step(cutStep, 'running', 190),
  {
    kind: 'finished',
    outcome: { kind: 'interrupted', stepId: cutStep, reason: 'The host was restarted.' },
    atEpochMs: Date.now() - 190 * minute,
  },
];

const fetchPlan: Plan = {
  title: 'Fetch debian-12.iso',
  subject: 'debian-12.iso',
  target: { kind: 'image', path: '/srv/iso/debian-12.iso' },
  exclusion: 'none',
  undoableUntilEpochMs: null,
  steps: ['Check again that there is room', 'Fetch the file', 'Compare its checksum', 'Give it its name'].map((title, index) => ({
    id: `fetch-${index.toString()}`,
    title,
    action: { kind: 'run', argv: ['curl', '-o', '/srv/iso/debian-12.iso.part', 'https://example.org/debian-12.iso'] },
    notes: [],
    check: null,
    undo: null,
    ...(index === 1 && { isCancellable: true }),
  })),
};

const runningFetch: readonly OperationEvent[] = [
  begin(fetchPlan, 'op-fetch', 2),
  step('fetch-0', 'running', 2),
  step('fetch-0', 'done', 2),
  step('fetch-1', 'running', 2),
  ...[80, 164, 247].map((done, index): OperationEvent => ({
    kind: 'progress',
    stepId: 'fetch-1',
    doneBytes: done * mebibyte,
    totalBytes: 631 * mebibyte,
    atEpochMs: Date.now() - (60 - index * 20) * 1_000,
  })),
];

/** One that waits for a decision, and one that runs. */
export const interruptedJournals: Journals = { 'op-cut': interruptedLaunch };
export const fetchingJournals: Journals = { 'op-fetch': runningFetch };

export function summariseJournals(journals: Journals): readonly OperationSummary[] {
  return Object.values(journals).flatMap((journal) => {
    const operation = buildOperation(journal);
    return operation ? [summariseOperation(operation, 'kvm1')] : [];
  });
}

/** What the host would add to a journal that is taken up again. */
export async function* takeUp(journal: readonly OperationEvent[], way: OperationWay): AsyncGenerator<OperationEvent> {
  yield* journal;
  const operation = buildOperation(journal);
  yield { kind: 'turned', way, by: 'ada@laptop', atEpochMs: Date.now() };
  for (const { id } of operation?.steps.filter(({ state }) => (state === 'done') === (way === 'undo')) ?? []) {
    yield step(id, 'running', 0);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    yield {
      kind: 'step',
      stepId: id,
      state: way === 'undo' ? 'undone' : 'done',
      exitCode: 0,
      stderr: null,
      atEpochMs: Date.now(),
    };
  }
  const outcome = way === 'undo' ? ({ kind: 'undone', leftovers: [] } as const) : ({ kind: 'succeeded' } as const);
  yield { kind: 'finished', outcome, atEpochMs: Date.now() };
}
