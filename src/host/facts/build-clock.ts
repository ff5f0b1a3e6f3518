import { known, valueOr } from '#domain/fact.ts';
import type { Fact } from '#domain/fact.ts';
import type { ClockFacts } from '#domain/hosts/host-facts.ts';
import { parseDate, parseSynchronised, parseUptimeMs } from './parse-clock.ts';
import type { Section } from './section.ts';
import { toFact } from './to-fact.ts';

export interface Interval {
  readonly sentEpochMs: number;
  readonly receivedEpochMs: number;
}

/**
 * Host minus laptop as NTP computes it (RFC 5905, section 8): the host's time at the beginning and at the end of its work,
 * the laptop's when it asked and when it had the answer. Off by half of what the two ways differ, at most half a round trip.
 */
export function buildClock(sections: readonly Section[], { sentEpochMs, receivedEpochMs }: Interval): Fact<ClockFacts> {
  const before = toFact(sections, 'clock', ({ output }) => parseDate(output));
  if (before.kind === 'unavailable') {
    return before;
  }
  const uptimeMs = (name: string) =>
    valueOr(
      toFact(sections, name, ({ output }) => parseUptimeMs(output)),
      0,
    );
  const hostEpochMs = Math.round(before.value + uptimeMs('uptime-after') - uptimeMs('uptime-before'));
  const isSynchronised = toFact(sections, 'synchronised', ({ output }) => parseSynchronised(output));
  return known(
    {
      hostEpochMs,
      skewMs: Math.round((before.value - sentEpochMs + (hostEpochMs - receivedEpochMs)) / 2),
      isSynchronised: valueOr(isSynchronised, null),
    },
    `${before.command}; ${isSynchronised.command}`,
  );
}
