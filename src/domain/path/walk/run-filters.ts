import type { PlaceFacts } from '../place-facts.ts';
import type { Packet } from '../netfilter/packet.ts';
import { runHook, type Hook, type HookResult } from '../netfilter/run-hook.ts';
import type { FilterStep, WalkStep } from './walk-step.ts';

/** Several hooks one after the other, as one step. A place whose rules could not be read is a step that nobody can judge. */
export function runFilters(
  facts: PlaceFacts,
  where: Pick<FilterStep, 'id' | 'lane' | 'place' | 'device'>,
  hooks: readonly Hook[],
  packet: Packet,
): WalkStep {
  const { tables } = facts;
  if (tables.kind === 'unavailable') {
    return { ...where, kind: 'unread', reason: tables.reason, command: tables.command };
  }
  const results: HookResult[] = [];
  for (const hook of hooks) {
    results.push(runHook(tables.value, hook, results.at(-1)?.packet ?? packet));
  }
  return { ...where, kind: 'filter', packet, result: join(results, packet), command: tables.command };
}

function join(results: readonly HookResult[], packet: Packet): HookResult {
  const verdicts = results.map(({ verdict }) => verdict);
  return {
    verdict: verdicts.includes('block') ? 'block' : verdicts.includes('unknown') ? 'unknown' : 'pass',
    packet: results.at(-1)?.packet ?? packet,
    blockers: results.flatMap(({ blockers }) => blockers),
    doubts: results.flatMap(({ doubts }) => doubts),
    translations: results.flatMap(({ translations }) => translations),
    timesToLive: results.flatMap(({ timesToLive }) => timesToLive),
  };
}
