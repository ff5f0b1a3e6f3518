import type { TraceObservation } from '../trace-result.ts';
import type { KernelDrop, KernelEngine, KernelReport } from './kernel-report.ts';
import { parseIptablesTrace } from './parse-iptables-trace.ts';
import { parseNftTrace } from './parse-nft-trace.ts';
import { parseTracefs } from './parse-tracefs.ts';
import { toKernelName } from './to-kernel-name.ts';

/** What the kernels said they dropped, the one that names rules before the one that names reasons. */
export function findKernelDrops({ kernel, probe, places }: TraceObservation): readonly KernelDrop[] {
  return kernel.flatMap((report) => {
    const { place } = report;
    const facts = places.find((each) => each.place === place)?.before;
    return [
      ...parseNftTrace(place, textsOf(report, 'nft'), probe, toKernelName(probe)),
      ...(facts === undefined ? [] : parseIptablesTrace(place, textsOf(report, 'iptables'), probe, facts)),
      ...parseTracefs(place, textsOf(report, 'tracefs')),
    ];
  });
}

function textsOf({ lines }: KernelReport, engine: KernelEngine): readonly string[] {
  return lines.filter((line) => line.engine === engine).map(({ text }) => text);
}
