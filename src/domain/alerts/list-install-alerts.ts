import { getStage, isOver } from '../clouds/timeline/install-timeline.ts';
import type { MachineProgress } from '../clouds/timeline/build-progress.ts';
import type { OperationOutcome } from '../activity/operation.ts';
import type { Alert, AlertPlace } from './alert.ts';

/** The operation that installs, and the cloud that it makes. */
export interface AlertSource extends AlertPlace {
  readonly operationId: string;
}

/** What of an install a person should hear now: only what was not so before. `before` is empty at the first look. */
export function listInstallAlerts(
  source: AlertSource,
  before: readonly MachineProgress[],
  after: readonly MachineProgress[],
): readonly Alert[] {
  return after.flatMap((machine) => {
    const alert = judge(source, machine);
    const known = before.find(({ name }) => name === machine.name);
    const had = known === undefined ? null : judge(source, known);
    return alert === null || had?.id === alert.id ? [] : [alert];
  });
}

/** The id has when it began: a machine that asks a second time is another alert. */
function judge({ operationId, hostId, cloud }: AlertSource, { name, timeline, stall }: MachineProgress): Alert | null {
  const about = { hostId, cloud };
  if (stall.kind === 'needs-person' || stall.kind === 'stalled') {
    const { kind, sinceEpochMs, sentence } = stall;
    const title = kind === 'stalled' ? `${name} stands still` : `${name} needs you`;
    // How long it stands still is told anew each minute; that it does is told once.
    return { id: `${operationId} ${name} ${kind} ${sinceEpochMs}`, kind, title, body: sentence, about };
  }
  if (getStage(timeline) !== 'failed') {
    return null;
  }
  const words = timeline.lastLine === null ? '' : ` Its console said last: ${timeline.lastLine}`;
  const body = `${timeline.phases.at(-1)?.title ?? 'It failed'}.${words}`;
  return { id: `${operationId} ${name} failed`, kind: 'failed', title: `The install of ${name} failed`, body, about };
}

/** How the operation ended; null where nobody needs to hear it: a person cancelled it, or took it back. */
export function buildOutcomeAlert(source: AlertSource, outcome: OperationOutcome): Alert | null {
  const { operationId, hostId, cloud } = source;
  const about = { hostId, cloud };
  switch (outcome.kind) {
    case 'succeeded':
      return {
        id: `${operationId} done`,
        kind: 'done',
        title: `Cloud ${cloud} is done`,
        body: 'Its machines are installed and were started from their disks.',
        about,
      };
    case 'failed':
      return {
        id: `${operationId} failed`,
        kind: 'failed',
        title: `Cloud ${cloud} was not brought up`,
        body: outcome.message,
        about,
      };
    case 'interrupted':
      return {
        id: `${operationId} interrupted`,
        kind: 'failed',
        title: `Bringing up cloud ${cloud} was interrupted`,
        body: `${outcome.reason} It can go on, or be taken back.`,
        about,
      };
    case 'cancelled':
    case 'undone':
      return null;
  }
}

/** Nothing more is to be heard of any of them. */
export function areOver(machines: readonly MachineProgress[]): boolean {
  return machines.length > 0 && machines.every(({ timeline }) => isOver(timeline));
}

export function areReady(machines: readonly MachineProgress[]): boolean {
  return machines.length > 0 && machines.every(({ timeline }) => getStage(timeline) === 'ready');
}
