import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import type { RunningApp } from './app.ts';
import type { FaultHost } from './open-fault-host.ts';
import type { Told } from './planned-launch.ts';
import type { HoldPoint } from './stand-ins.ts';

/** What may happen to any operation, at any of its steps. */
export const faults = ['app killed', 'line cut', 'runner killed', 'power cut'] as const;
export type Fault = (typeof faults)[number];

/** One operation, to be begun by a person's app or by the plan alone. */
export interface Change {
  readonly byApp: () => RunningApp;
  readonly byPlan: () => Promise<Told>;
}

/** Has the change begin, and returns when the host stands still at this step of it. */
export async function hold<S extends { readonly ended: Promise<unknown> }>(
  bench: FaultHost,
  stepId: string,
  point: HoldPoint,
  start: () => S,
): Promise<S> {
  await bench.holdAt(stepId, point);
  const started = start();
  const early = started.ended.then((end) =>
    Promise.reject(new Error(`It ended before the step ${stepId}: ${JSON.stringify(end)}`)),
  );
  await Promise.race([bench.waitUntilHeld(), early]);
  early.catch(() => undefined);
  return started;
}

/** Has the fault happen while the change stands still at this step. Returns how the operation stands when nobody works at it any more. */
export async function strike(
  bench: FaultHost,
  fault: Fault,
  stepId: string,
  { byApp, byPlan }: Change,
): Promise<OperationSummary> {
  const start = () => ({ ended: byPlan() });
  switch (fault) {
    case 'app killed': {
      const app = await hold(bench, stepId, 'begins', byApp);
      app.child.kill('SIGKILL');
      await app.ended;
      await bench.release();
      break;
    }
    case 'line cut': {
      const { ended } = await hold(bench, stepId, 'begins', start);
      await bench.cutLines();
      await bench.release();
      expectKind(await ended, 'lost');
      break;
    }
    case 'runner killed': {
      const { ended } = await hold(bench, stepId, 'ran', start);
      await bench.killRunner();
      await bench.release();
      expectKind(await ended, 'ended');
      break;
    }
    case 'power cut':
      await hold(bench, stepId, 'begins', start);
      await bench.host.cutPower();
  }
  return bench.waitForEnd();
}

/** Whether the operation goes on by itself: the host runs it, not the app and not the line. */
export function goesOn(fault: Fault): boolean {
  return fault === 'app killed' || fault === 'line cut';
}

function expectKind(told: Told, kind: Told['kind']): void {
  if (told.kind !== kind) {
    throw new Error(`Who listened was to be told that it ${kind === 'lost' ? 'was lost' : 'ended'}: ${told.sentence}`);
  }
}
