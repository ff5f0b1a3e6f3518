import type { Lane } from '#domain/path/walk/walk-step.ts';
import type { HopPlace } from '#domain/path/chain.ts';
import type { Tone } from '#renderer/ui/state-mark-shape.tsx';
import type { TraceProgress } from './trace-progress.ts';

/** One device of a trace: what came by there, each way. */
export interface TraceRow {
  readonly hopId: string;
  readonly name: string;
  readonly place: HopPlace;
  readonly there: LaneMark;
  readonly back: LaneMark;
  /** The probe's addresses as they were there. */
  readonly header: string;
  readonly remark: string;
}

export interface LaneMark {
  readonly tone: Tone;
  readonly word: string;
}

/** Devices in the order of the way there; the marks fill as copies are seen. */
export function buildTraceRows(progress: TraceProgress): readonly TraceRow[] {
  const { plan, blind, copies, result } = progress;
  return (plan?.stops ?? []).map(({ hopId, name, place, blindReason }) => {
    const reason = blind.get(hopId) ?? blindReason;
    const mark = (lane: Lane): LaneMark => toMark(progress, hopId, lane, reason !== null);
    const first = copies.find((copy) => copy.hopId === hopId && copy.lane === 'forward');
    const changes = (result?.rewrites ?? []).filter(({ toHopId }) => toHopId === hopId);
    const rewritten = changes.map(({ lane, changes: all }) => `${lane === 'forward' ? 'There' : 'Back'}: ${all.join(', ')}.`);
    return {
      hopId,
      name,
      place,
      there: mark('forward'),
      back: mark('reverse'),
      header: first === undefined ? '' : `${first.source} → ${first.destination}`,
      remark: reason ?? rewritten.join(' '),
    };
  });
}

function toMark({ copies, kind, listening, result }: TraceProgress, hopId: string, lane: Lane, isBlind: boolean): LaneMark {
  const numbers = new Set(copies.filter((copy) => copy.hopId === hopId && copy.lane === lane).map(({ number }) => number));
  if (numbers.size > 0) {
    return { tone: 'ok', word: `${numbers.size.toString()} seen` };
  }
  if (isBlind) {
    return { tone: 'unknown', word: 'Blind' };
  }
  if (kind === 'running') {
    return listening.has(hopId) ? { tone: 'busy', word: 'Listening' } : { tone: 'unknown', word: 'Waiting' };
  }
  const isEnd = result?.verdict.lane === lane && result.verdict.nextHopId === hopId;
  return isEnd ? { tone: 'broken', word: 'Never came' } : { tone: 'unknown', word: 'Not seen' };
}
