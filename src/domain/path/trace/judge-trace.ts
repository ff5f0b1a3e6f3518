import type { Evidence } from '../evidence.ts';
import { explainLoss } from './explain-loss.ts';
import type { Explanation } from './explanation.ts';
import { followLane, type LaneTrail } from './follow-lane.ts';
import type { Gap } from './gap.ts';
import { originWords, placeNames, type TraceStop } from './trace-plan.ts';
import type { TraceObservation, TraceOutcome, TraceVerdict } from './trace-result.ts';

/** Where the probes ended, or that they came through, and why: the best evidence first. */
export function judgeTrace(observation: TraceObservation): TraceVerdict {
  const { plan, sightings, probe } = observation;
  const forward = followLane('forward', plan.stops, sightings, probe.destination);
  const reverse = followLane('reverse', [...plan.stops].reverse(), sightings, null);
  const answeredAt = findAnswerer(observation);
  if (forward.last < 0 && answeredAt === null) {
    return judgeUnseen(observation, forward);
  }
  // An answer from deeper inside proves that a probe came there, though nobody saw it.
  if (forward.next !== null && (answeredAt === null || answeredAt <= forward.last)) {
    return answeredAt === null
      ? conclude(observation, forward, 'lost')
      : judgeWrongAnswer(observation, forward, plan.stops[answeredAt]);
  }
  if (answeredAt === null) {
    return judgeUnanswered(observation, forward);
  }
  return reverse.next === null ? judgeThrough(observation, forward) : conclude(observation, reverse, 'reply-lost');
}

/** The stop deepest inside at which an answer was seen; null where none was. */
function findAnswerer({ plan, sightings }: TraceObservation): number | null {
  const at = plan.stops.findLastIndex(({ hopId }) =>
    sightings.copies.some((copy) => copy.lane === 'reverse' && copy.hopId === hopId),
  );
  return at < 0 ? null : at;
}

/** The card at the end of a tap is all that is behind it: an answer on the tap is its own. Of more than that somebody else may answer. */
function judgeThrough(observation: TraceObservation, forward: LaneTrail): TraceVerdict {
  const isRefused = observation.sightings.copies.some((copy) => copy.lane === 'reverse' && copy.isRefusal);
  if (isRefused) {
    return sawIt(observation, forward, 'refused', `The probe arrived, and was refused: ${describePort(observation)} is closed.`);
  }
  const deepest = Math.max(forward.last, findAnswerer(observation) ?? -1);
  return deepest >= forward.stops.length - 2
    ? sawIt(observation, forward, 'passed', 'The probes arrived, and their answers came back.')
    : {
        ...sawIt(
          observation,
          forward,
          'answered',
          `Answers came back, but nobody listened behind ${nameOf(forward.stops[deepest])}: who gave them is not proved.`,
        ),
        certainty: 'narrowed',
      };
}

function describePort({ probe }: TraceObservation): string {
  return `${probe.protocol.toUpperCase()} port ${probe.port ?? 0} of ${probe.destination}`;
}

function sawIt(observation: TraceObservation, forward: LaneTrail, outcome: TraceOutcome, sentence: string): TraceVerdict {
  const { stops } = observation.plan;
  const listened = stops.filter(({ blindReason }) => blindReason === null);
  const count = (lane: 'forward' | 'reverse'): number =>
    new Set(observation.sightings.copies.filter((copy) => copy.lane === lane).map(({ number }) => number)).size;
  return {
    outcome,
    certainty: 'seen',
    sentence,
    where: `Somebody listened at ${listened.length} of ${stops.length} devices.`,
    lane: null,
    lastHopId: stops[forward.last]?.hopId ?? null,
    nextHopId: null,
    causeId: null,
    evidence: [
      {
        text: `${count('forward')} of the probes seen, ${count('reverse')} of their answers`,
        command: `tcpdump at ${listened.map(({ name }) => name).join(', ')}`,
      },
    ],
    fix: null,
  };
}

/** No probe anywhere: the sender could not send it, or it went another way. */
function judgeUnseen(observation: TraceObservation, forward: LaneTrail): TraceVerdict {
  if (forward.arp !== null) {
    return conclude(observation, forward, 'lost');
  }
  const said = observation.sender.lines.filter((line) =>
    /unreachable|denied|no route|not permitted|not found|error|fail/i.test(line),
  );
  const evidence: readonly Evidence[] = said.map((text) => ({ text, command: observation.sender.command }));
  const name = forward.stops[forward.next ?? 0]?.name ?? 'any device';
  return {
    ...conclude(observation, forward, 'lost'),
    ...(said.length > 0 && { outcome: 'not-sent' as const }),
    sentence:
      said[0] === undefined
        ? `No probe from the ${originWords[observation.probe.origin]} was seen at ${name}, nor anywhere behind it.`
        : `The ${originWords[observation.probe.origin]} could not send the probes: ${said[0]}.`,
    certainty: 'narrowed',
    causeId: null,
    evidence,
    fix: null,
  };
}

function judgeWrongAnswer(observation: TraceObservation, forward: LaneTrail, answerer: TraceStop | undefined): TraceVerdict {
  const lost = conclude(observation, forward, 'lost');
  const who =
    answerer === undefined ? 'Somebody else' : answerer === forward.stops[0] ? 'A station outside' : placeNames[answerer.place];
  const answer = `${who.charAt(0).toUpperCase()}${who.slice(1)} answered in place of ${observation.probe.destination}`;
  return {
    ...lost,
    outcome: 'wrong-answer',
    sentence:
      lost.certainty === 'narrowed'
        ? `${answer}: the probe never came further than ${nameOf(forward.stops[forward.last])}.`
        : `${answer}. ${lost.sentence}`,
  };
}

/** It came as far as anybody could see, and nothing came back from there. */
function judgeUnanswered(observation: TraceObservation, forward: LaneTrail): TraceVerdict {
  const { probe, sightings } = observation;
  const [told] = sightings.errors;
  if (told !== undefined && told.type === 3 && told.code === 3) {
    return sawIt(observation, forward, 'refused', `The probe arrived, and was refused: ${describePort(observation)} is closed.`);
  }
  const isBlind = forward.last < forward.stops.length - 1;
  if (probe.protocol === 'udp' && !isBlind) {
    return sawIt(observation, forward, 'one-way', 'The probes arrived. UDP need not be answered, so the way back is not proved.');
  }
  return conclude(observation, forward, isBlind ? 'lost' : 'unanswered');
}

/** The gap behind the last stop, or behind the last unanswered question for an address, and what explains it. */
function conclude(observation: TraceObservation, trail: LaneTrail, outcome: TraceOutcome): TraceVerdict {
  const { stops, arp } = trail;
  const isFurther = arp !== null && arp.last > trail.last;
  const [last, next] = isFurther ? [arp.last, arp.next] : [trail.last, trail.next];
  const inGap = stops.slice(Math.max(0, last), (next ?? stops.length - 1) + 1);
  const gap: Gap = { trail, stops: inGap, places: new Set(inGap.map(({ place }) => place)) };
  const explained: Explanation = explainLoss(observation, gap);
  return {
    outcome,
    ...explained,
    where: describeGap(trail, last, next, isFurther),
    lane: trail.lane,
    lastHopId: stops[last]?.hopId ?? null,
    nextHopId: next === null ? null : (stops[next]?.hopId ?? null),
  };
}

function describeGap({ stops, lane }: LaneTrail, last: number, next: number | null, isQuestion: boolean): string {
  const what = isQuestion ? 'The question for its address' : lane === 'forward' ? 'The probe' : 'The answer';
  const seen = last < 0 ? `${what} was seen nowhere` : `${what} was last seen at ${nameOf(stops[last])}`;
  const blind = stops.slice(last + 1, next ?? stops.length).filter(({ blindReason }) => blindReason !== null);
  const unheard = blind.length === 0 ? '' : `; nobody could listen at ${blind.map(nameOf).join(', ')}`;
  return next === null || last < 0 ? `${seen}${unheard}.` : `${seen}, and not at ${nameOf(stops[next])}${unheard}.`;
}

function nameOf(stop: TraceStop | undefined): string {
  return stop === undefined ? 'the first device' : `${stop.name} of ${placeNames[stop.place]}`;
}
