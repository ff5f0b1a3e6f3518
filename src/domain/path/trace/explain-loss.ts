import type { Finding } from '../causes/cause.ts';
import type { QuotedError } from './copy.ts';
import type { Explanation } from './explanation.ts';
import { findCounterChanges, lossFields, type CounterChange } from './find-counter-changes.ts';
import { findSupport } from './find-support.ts';
import { showArp, type Gap } from './gap.ts';
import { explainByKernel } from './kernel/explain-by-kernel.ts';
import { placeNames } from './trace-plan.ts';
import type { TraceObservation } from './trace-result.ts';

/** In the order of evidence: what the kernel said of this very probe, what was counted, what was told, what the rules say, and else only where. */
export function explainLoss(observation: TraceObservation, gap: Gap): Explanation {
  const candidates = (observation.diagnosis?.findings ?? []).filter((finding) => fits(finding, gap));
  const changes = listChanges(observation).filter(
    (change) => gap.places.has(change.place) && change.count >= Math.max(1, gap.trail.probes),
  );
  return (
    explainByKernel(observation, gap, candidates) ??
    explainBySupport(candidates, changes, gap, observation) ??
    explainByRule(changes) ??
    explainByError(observation.sightings.errors, candidates) ??
    explainByWalk(candidates) ??
    explainByField(changes) ??
    explainByPlace(gap)
  );
}

export function listChanges({ places }: TraceObservation): readonly CounterChange[] {
  return places.flatMap(({ place, before, after }) => findCounterChanges(place, before, after));
}

/** A device that is a stop counts only in the gap; anything else of the gap's places may be the cause. */
function fits({ severity, place, device }: Finding, { stops, places, trail }: Gap): boolean {
  const isStop = trail.stops.some((stop) => stop.place === place && stop.name === device);
  const isInGap = stops.some((stop) => stop.place === place && stop.name === device);
  return severity !== 'notice' && (isStop ? isInGap : places.has(place));
}

function explainBySupport(
  candidates: readonly Finding[],
  changes: readonly CounterChange[],
  gap: Gap,
  observation: TraceObservation,
): Explanation | null {
  for (const finding of candidates) {
    const support = findSupport(finding, changes, gap, observation.sightings);
    if (support !== null) {
      return { ...fromFinding(finding), certainty: 'very-likely', evidence: [support, ...finding.evidence] };
    }
  }
  return null;
}

function fromFinding({ sentence, causeId, evidence, fix }: Finding): Omit<Explanation, 'certainty'> {
  return { sentence, causeId, evidence, fix };
}

/** A rule that the walk did not see coming, and that counted as many as were lost. */
function explainByRule(changes: readonly CounterChange[]): Explanation | null {
  const found = changes.find((change) => change.kind === 'rule');
  return found?.kind === 'rule'
    ? {
        certainty: 'very-likely',
        sentence: `${capital(placeNames[found.place])} ${found.isRefusal ? 'rejects' : 'drops'} it: ${found.where} counted ${found.count} more.`,
        causeId: null,
        evidence: [found.evidence],
        fix: null,
      }
    : null;
}

function explainByError(errors: readonly QuotedError[], candidates: readonly Finding[]): Explanation | null {
  const [error] = errors;
  if (error === undefined) {
    return null;
  }
  const evidence = { text: `${error.source} > ${error.destination}: ${error.text}`, command: `tcpdump at ${error.hopId}` };
  const [finding] = candidates;
  return finding === undefined
    ? {
        certainty: 'told',
        sentence: `${error.source} says of it: ${error.text}.`,
        causeId: null,
        evidence: [evidence],
        fix: null,
      }
    : { ...fromFinding(finding), certainty: 'told', evidence: [evidence, ...finding.evidence] };
}

/** Where the walk knows several causes, the worst comes first. */
function explainByWalk([finding]: readonly Finding[]): Explanation | null {
  return finding === undefined ? null : { ...fromFinding(finding), certainty: 'likely' };
}

function explainByField(changes: readonly CounterChange[]): Explanation | null {
  const found = changes.find((change) => change.kind === 'protocol') ?? changes.find((change) => change.kind === 'link');
  if (found === undefined) {
    return null;
  }
  const why = found.kind === 'link' ? `${found.device} drops what it should send` : (lossFields[found.name] ?? found.name);
  return {
    certainty: 'likely',
    sentence: `The kernel of ${placeNames[found.place]} counted a loss: ${why}.`,
    causeId: null,
    evidence: [found.evidence],
    fix: null,
  };
}

function explainByPlace({ trail }: Gap): Explanation {
  const { arp } = trail;
  return {
    certainty: 'narrowed',
    sentence:
      arp === null
        ? 'No rule, no counter and no message tells why.'
        : `Nobody answers the question who has ${arp.target}, so it could not be sent on.`,
    causeId: null,
    evidence: arp === null ? [] : [showArp(arp, trail)],
    fix: null,
  };
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
