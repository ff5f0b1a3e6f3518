import { ApiError } from '#contract/api-error.ts';
import type { CloudProgress } from '#contract/clouds.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { MachineProgress } from '#domain/clouds/timeline/build-progress.ts';
import type { Invocation } from '../invocation.ts';
import { formatTime } from '../terminal/format.ts';

interface Target {
  readonly hostId: string;
  readonly cloud: string;
}

/** The events of the operation as they come; from the first install on, how each machine comes along is told beside them. */
export async function* tellInstalls(
  invocation: Invocation,
  target: Target,
  events: AsyncIterable<OperationEvent>,
): AsyncGenerator<OperationEvent> {
  const end = new AbortController();
  let telling: Promise<void> | null = null;
  try {
    for await (const event of events) {
      if (event.kind === 'finished') {
        end.abort();
      } else if (isWaiting(event)) {
        telling ??= tell(invocation, target, end.signal);
      }
      yield event;
    }
  } finally {
    end.abort();
    await telling;
  }
}

function isWaiting(event: OperationEvent): boolean {
  return event.kind === 'step' && event.state === 'running' && /^wait-(for-install|until-ready)@/.test(event.stepId);
}

/** That it cannot be told is no end of the operation. */
async function tell(invocation: Invocation, target: Target, ended: AbortSignal): Promise<void> {
  const { session, signal, output } = invocation;
  const told = new Map<string, string>();
  try {
    const { client } = await session();
    for await (const progress of client.clouds.progress(target, { signal: AbortSignal.any([signal, ended]) })) {
      if (ended.aborted) {
        return;
      }
      tellNews(invocation, progress, told);
    }
  } catch (error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    if (!ended.aborted && !signal.aborted) {
      output.warn(`How the installs come along cannot be told: ${error.message}`);
    }
  }
}

/** One line where a machine comes to another stage, stands still, or needs a person. */
function tellNews({ output }: Invocation, { machines }: CloudProgress, told: Map<string, string>): void {
  for (const { name, role, timeline, stall } of machines) {
    const phase = timeline.phases.at(-1);
    const key = `${phase?.stage ?? ''} ${stall.kind}`;
    if (phase === undefined || told.get(name) === key) {
      continue;
    }
    told.set(name, key);
    output.item({ kind: 'install', machine: name, role, phase, stall });
    const paint = output.errorPaint;
    output.tell(`       ${paint.bold(name)}  ${phase.stage}: ${phase.title}  ${paint.dim(formatTime(phase.beganEpochMs))}`);
    describeStall(stall).forEach((sentence) => output.warn(`${name}: ${sentence}`));
  }
}

function describeStall(stall: MachineProgress['stall']): readonly string[] {
  return stall.kind === 'stalled' || stall.kind === 'needs-person' ? [stall.sentence] : [];
}
