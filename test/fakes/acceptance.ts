import {
  acceptanceSteps,
  type AcceptanceEvent,
  type AcceptanceReport,
  type AcceptanceStepId,
  type StepOutcome,
} from '#domain/acceptance/acceptance-step.ts';

const passed: StepOutcome = { kind: 'passed' };

/** Green, or red at one step, after which all but the clean-up were left out. */
export function aVerifyReport(failedAt: AcceptanceStepId | null = null): AcceptanceReport {
  const failure = acceptanceSteps.findIndex(({ id }) => id === failedAt);
  const outcomeOf = (id: AcceptanceStepId, at: number): StepOutcome => {
    if (id === failedAt) {
      return { kind: 'failed', message: `What ${id} needs is not there.`, hint: 'Look at the logs.', raw: null };
    }
    return failure < 0 || at < failure || id === 'clean-up' ? passed : { kind: 'skipped', reason: 'An earlier step failed.' };
  };
  return {
    ...{ cloud: 'blue', host: 'lab', recipe: 'practice-cloud', beganAtEpochMs: Date.UTC(2026, 0, 2), durationMs: 61_500 },
    steps: acceptanceSteps.map(({ id, title }, at) => ({
      ...{ id, title, outcome: outcomeOf(id, at), evidence: [`seen at ${id}`], beganAtEpochMs: 0, durationMs: 1_500 },
    })),
    collected: failedAt === null ? [] : [{ title: 'Logs of blue', text: 'a line of a log' }],
  };
}

/** As the back end tells of it. */
export function toAcceptanceEvents(report: AcceptanceReport): readonly AcceptanceEvent[] {
  const ofSteps = report.steps.flatMap((result): AcceptanceEvent[] => [
    { kind: 'began', id: result.id, title: result.title, atEpochMs: 0 },
    { kind: 'note', id: result.id, text: 'It goes on.' },
    { kind: 'ended', result },
  ]);
  return [...ofSteps, { kind: 'finished', report }];
}
