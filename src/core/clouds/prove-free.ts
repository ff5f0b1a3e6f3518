import { toRange } from '#domain/addressing/address-range.ts';
import { mostProbed } from '#domain/addressing/probe/check-probe.ts';
import type { ProbeReport } from '#domain/addressing/probe/probe-report.ts';
import { groupByCount, mergeRanges } from '#domain/addressing/range-set.ts';
import { probeRanges, type ProbeOptions } from '../addressing/probe-ranges.ts';
import type { CompletedWish } from './create-wish-completion.ts';
import { listFresh } from './plan-cloud.ts';

/**
 * Asks on the bridge for what is about to be used: the addresses of the machines that are launched, and of a new cloud the public ones.
 * Those of a cloud that is there are its instances' by now. null: nothing is about to be used.
 */
export async function proveFree(
  completed: CompletedWish,
  options: ProbeOptions,
  signal: AbortSignal,
): Promise<ProbeReport | null> {
  const { gathered, network, cloud, existing } = completed;
  const own = listFresh(completed).map(({ address }) => toRange(address));
  const asked = mergeRanges(existing === null ? [...own, ...cloud.public] : own);
  let whole: ProbeReport | null = null;
  for (const ranges of groupByCount(asked, mostProbed)) {
    const report = await probeRanges({ gathered, network, ranges }, options, signal);
    whole = whole === null ? report : join(whole, report);
  }
  return whole;
}

function join(one: ProbeReport, other: ProbeReport): ProbeReport {
  return {
    ...other,
    asked: mergeRanges([...one.asked, ...other.asked]),
    silent: mergeRanges([...one.silent, ...other.silent]),
    taken: [...one.taken, ...other.taken],
    warnings: [...new Set([...one.warnings, ...other.warnings])],
  };
}
