import type { Problem } from '#domain/problem.ts';
import type { Copy } from '#domain/path/trace/copy.ts';
import type { TracePlan } from '#domain/path/trace/trace-plan.ts';
import type { TraceProbe } from '#domain/path/trace/trace-probe.ts';
import type { TraceEvent, TraceResult } from '#domain/path/trace/trace-result.ts';

/** A trace as the window knows it so far. */
export interface TraceProgress {
  readonly kind: 'idle' | 'running' | 'done' | 'failed';
  /** What it does now, in a sentence. */
  readonly stage: string;
  readonly probe: TraceProbe | null;
  readonly plan: TracePlan | null;
  readonly copies: readonly Copy[];
  readonly listening: ReadonlySet<string>;
  /** Why nobody listens, by hop. */
  readonly blind: ReadonlyMap<string, string>;
  readonly result: TraceResult | null;
  readonly problem: Problem | null;
}

export const noTrace: TraceProgress = {
  kind: 'idle',
  stage: '',
  probe: null,
  plan: null,
  copies: [],
  listening: new Set(),
  blind: new Map(),
  result: null,
  problem: null,
};

export const begunTrace: TraceProgress = { ...noTrace, kind: 'running', stage: 'Beginning.' };

/** What a person sees after one more event. */
export function withEvent(progress: TraceProgress, event: TraceEvent): TraceProgress {
  switch (event.kind) {
    case 'stage':
      return { ...progress, stage: event.sentence };
    case 'plan':
      return { ...progress, probe: event.probe, plan: event.plan };
    case 'listening':
      return { ...progress, listening: new Set([...progress.listening, event.hopId]) };
    case 'blind':
      return { ...progress, blind: new Map([...progress.blind, [event.hopId, event.reason]]) };
    case 'copy':
      return { ...progress, copies: [...progress.copies, event.copy] };
    default:
      return { ...progress, kind: 'done', result: event.result, plan: event.result.plan };
  }
}
