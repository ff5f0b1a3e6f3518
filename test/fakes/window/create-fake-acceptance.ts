import type { AppClient } from '#contract/api.ts';
import type { AcceptanceEvent, StepResult } from '#domain/acceptance/acceptance-step.ts';
import { acceptanceSteps } from '#domain/acceptance/acceptance-step.ts';

const seen: Readonly<Record<string, readonly string[]>> = {
  services: ['SSH, 10.101.7.2 port 22: SSH-2.0-OpenSSH_9.2', 'Web services, 10.101.7.2 port 8773: HTTP 401'],
  'run-instance': ['Image emi-5e2b3a91 Practice image', 'Instance i-0b1c2d3e in CLUSTER01'],
  'public-address': ['10.101.7.65, and 172.30.0.3 inside'],
  ssh: ['Logged in as root: Linux i-0b1c2d3e 6.1.0'],
};

/** A test of a cloud as it goes on; green, or red where it is told to. */
export function createFakeAcceptance(stepMs: number, failsAt: string | null = null): AppClient['acceptance'] {
  return {
    async *verify({ cloud }): AsyncGenerator<AcceptanceEvent> {
      const steps: StepResult[] = [];
      for (const { id, title } of acceptanceSteps) {
        const hasFailed = steps.some(({ outcome }) => outcome.kind === 'failed');
        yield { kind: 'began', id, title, atEpochMs: 0 };
        await new Promise((resolve) => setTimeout(resolve, stepMs));
        const outcome =
          id === failsAt
            ? ({ kind: 'failed', message: 'Nobody could log in.', hint: 'Look at the console.', raw: null } as const)
            : hasFailed && id !== 'clean-up'
              ? ({ kind: 'skipped', reason: 'A step before it failed.' } as const)
              : ({ kind: 'passed' } as const);
        const result = { id, title, outcome, evidence: seen[id] ?? [], beganAtEpochMs: 0, durationMs: 1200 };
        steps.push(result);
        yield { kind: 'ended', result };
      }
      const facts = { cloud, host: 'lab', recipe: 'practice-cloud', beganAtEpochMs: 0, durationMs: 12_000 };
      yield { kind: 'finished', report: { ...facts, steps, collected: [] } };
    },
    stop: async () => null,
  };
}
