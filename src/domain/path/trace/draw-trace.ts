import type { Fix } from '../causes/cause.ts';
import { quoteArgv } from '../../shell/quote-argv.ts';
import type { Lane } from '../walk/walk-step.ts';
import { originWords, placeNames } from './trace-plan.ts';
import type { KernelReport } from './kernel/kernel-report.ts';
import type { TraceProbe } from './trace-probe.ts';
import type { Certainty, TraceResult } from './trace-result.ts';

/** How sure a verdict is, as a person says it. */
export const certaintyWords: Readonly<Record<Certainty, string>> = {
  seen: 'seen',
  proved: 'proved by the kernel',
  'very-likely': 'very likely',
  told: 'told by a router',
  likely: 'likely',
  narrowed: 'only narrowed down',
};

export function describeProbe({ protocol, port, destination, origin }: TraceProbe): string {
  const what = port === null ? protocol.toUpperCase() : `${protocol.toUpperCase()} port ${port}`;
  return `${what} from the ${originWords[origin]} to ${destination}`;
}

/** A trace as plain text, to be pasted into a bug. */
export function drawTrace(result: TraceResult): string {
  const { verdict, probe, plan, sender, connections } = result;
  return [
    `Trace of ${result.machineName}: ${describeProbe(probe)}`,
    `${verdict.outcome} (${certaintyWords[verdict.certainty]}): ${verdict.sentence}`,
    verdict.where,
    '',
    ...drawLane('forward', result),
    '',
    ...drawLane('reverse', result),
    ...list(
      'Evidence',
      verdict.evidence.flatMap(({ text, command }) => [`| ${text}`, `    ${command}`]),
    ),
    ...(verdict.fix === null ? [] : drawFix(verdict.fix)),
    ...list('What the kernels told', result.kernel.flatMap(describeReport)),
    ...list('Connections', connections),
    ...list(
      'Counted meanwhile',
      result.changes.map(({ place, evidence }) => `${placeNames[place]}: ${evidence.text}`),
    ),
    ...list(`The sender (${sender.command})`, sender.lines),
    ...list('What this origin cannot prove', plan.limits),
  ].join('\n');
}

/** Who was asked, who could not be, and that nothing of it is left. */
export function describeReport({ place, engines, unavailable, lines, leftovers, unswept }: KernelReport): readonly string[] {
  const name = placeNames[place];
  const asked = engines.length === 0 ? 'nobody could be asked' : `${engines.join(', ')}: ${lines.length} lines`;
  const left =
    unswept !== null
      ? `not known to be swept (${unswept}); its watchdog does that`
      : leftovers.length === 0
        ? 'nothing is left of it'
        : `left behind: ${leftovers.join('; ')}`;
  return [`${name}: ${asked}; ${left}`, ...unavailable.map(({ engine, reason }) => `${name}, ${engine}: ${reason}`)];
}

function list(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}

function drawLane(lane: Lane, { plan, copies, rewrites }: TraceResult): readonly string[] {
  const stops = lane === 'forward' ? plan.stops : [...plan.stops].reverse();
  const width = Math.max(...stops.map(({ name, place }) => name.length + place.length + 1));
  return [
    lane === 'forward' ? 'There:' : 'Back:',
    ...stops.flatMap(({ hopId, name, place, blindReason }) => {
      const there = copies.filter((copy) => copy.lane === lane && copy.hopId === hopId);
      const [first] = there;
      const seen =
        first === undefined
          ? blindReason === null
            ? 'not seen'
            : `blind: ${blindReason}`
          : `${new Set(there.map(({ number }) => number)).size} seen, ${first.source} > ${first.destination}, ttl ${first.timeToLive}`;
      const changes = rewrites.filter((each) => each.lane === lane && each.toHopId === hopId).flatMap((each) => each.changes);
      const mark = first === undefined ? (blindReason === null ? '✗' : '?') : '✓';
      return [...changes.map((change) => `    ~ ${change}`), `  ${mark} ${`${place} ${name}`.padEnd(width)}  ${seen}`];
    }),
  ];
}

function drawFix({ advice, steps }: Fix): readonly string[] {
  return ['', `To mend it: ${advice}`, ...steps.map(({ place, argv }) => `  on ${placeNames[place]}: ${quoteArgv(argv)}`)];
}
