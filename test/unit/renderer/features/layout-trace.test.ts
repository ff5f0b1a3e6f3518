import { describe, expect, it } from 'vitest';
import { layoutTrace } from '#renderer/features/path/layout-trace.ts';
import { begunTrace, withEvent } from '#renderer/features/path/trace-progress.ts';
import { aCopy, aTraceResult } from '#fakes/traces.ts';

const result = aTraceResult();
const planned = withEvent(begunTrace, { kind: 'plan', probe: result.probe, plan: result.plan });
const withCopies = result.copies.reduce((before, copy) => withEvent(before, { kind: 'copy', copy }), planned);
const done = withEvent(withCopies, { kind: 'result', result });

describe('the drawing of a trace', () => {
  it('has a lane for each place and two rails between each two stations', () => {
    const { lanes, stations, rails } = layoutTrace(done, 900);
    expect(lanes.map(({ title }) => title)).toEqual(['Host', 'Machine', 'Nested instance']);
    expect(stations.map(({ name, isBlind }) => [name, isBlind])).toEqual([
      ['em1', false],
      ['eth0', false],
      ['br0', false],
      ['eth0', true],
    ]);
    expect(rails).toHaveLength(6);
  });

  it('cuts the rail where the probe was lost, with the verdict under the station before', () => {
    const { stations, rails } = layoutTrace(done, 900);
    expect(rails.filter(({ lane }) => lane === 'forward').map(({ state }) => state)).toEqual(['passed', 'lost', 'idle']);
    expect(stations[1]?.remarks).toMatchObject([{ text: result.verdict.sentence, isVerdict: true }]);
    expect(stations[1]?.label).toContain(result.verdict.sentence);
  });

  it('draws what a blind station must have seen as a guess', () => {
    const answered = withEvent(planned, { kind: 'copy', copy: aCopy() });
    const further = withEvent(answered, { kind: 'copy', copy: aCopy({ hopId: 'machine:br0' }) });
    expect(
      layoutTrace(further, 900)
        .rails.slice(0, 3)
        .map(({ state }) => state),
    ).toEqual(['inferred', 'inferred', 'idle']);
  });

  it('lays nothing on anything else, however narrow it is', () => {
    for (const width of [200, 700, 1_600]) {
      const { stations, lanes, height } = layoutTrace(done, width);
      const tops = stations.map(({ centreY }) => centreY);
      expect(tops).toEqual([...tops].sort((one, other) => one - other));
      stations.forEach(({ remarks }, at) => {
        const below = stations[at + 1]?.centreY ?? height;
        expect(remarks.every((remark) => remark.y + remark.height <= below)).toBe(true);
      });
      lanes.slice(1).forEach((lane, at) => expect(lane.y).toBeGreaterThanOrEqual((lanes[at]?.y ?? 0) + (lanes[at]?.height ?? 0)));
    }
  });
});
