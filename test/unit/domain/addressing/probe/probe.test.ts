import { describe, expect, it } from 'vitest';
import { anAddress, aNetwork } from '#fakes/addressing.ts';
import { describeRange } from '#domain/addressing/address-range.ts';
import { toKnownRange } from '#domain/addressing/parse-ranges.ts';
import { buildProbeReport, describeTaken } from '#domain/addressing/probe/build-probe-report.ts';
import { checkProbe, judgeProbe } from '#domain/addressing/probe/check-probe.ts';
import type { ProbeRecord } from '#domain/addressing/probe/probe-report.ts';

const answer = (address: string, mac: string) => ({ address: anAddress(address), mac });
const report = (more: Partial<ProbeRecord>, asked = '10.101.7.0/29') =>
  buildProbeReport(
    { neighbours: [], replies: [], hostAddresses: [anAddress('10.101.1.10')], ...more },
    { bridge: 'br0', asked: [toKnownRange(asked)], atEpochMs: 1, holders: new Map([['52:54:00:12:34:60', 'machine red']]) },
  );

describe('a probe', () => {
  it('leaves silent what nobody answered for', () => {
    const { silent, taken, warnings } = report({
      neighbours: [answer('10.101.7.3', '52:54:00:12:34:60'), answer('10.101.9.9', 'aa:aa:aa:aa:aa:aa')],
    });
    expect(silent.map(describeRange)).toEqual(['10.101.7.0-10.101.7.2', '10.101.7.4/30']);
    expect(taken.map(describeTaken)).toEqual(['10.101.7.3 is in use: 52:54:00:12:34:60 (machine red) answered.']);
    expect(warnings).toEqual([]);
  });

  it('tells two that answer for one address apart', () => {
    const replies = [answer('10.101.7.3', '52:54:00:12:34:60'), answer('10.101.7.3', 'D0:0D:00:00:00:01')];
    const found = report({ neighbours: replies.slice(0, 1), replies });
    expect(found.taken.map(describeTaken)).toEqual([
      '10.101.7.3 is in use by more than one: 52:54:00:12:34:60 (machine red) and d0:0d:00:00:00:01 (an instance of a Eucalyptus cloud, by its MAC) answered.',
    ]);
    expect(judgeProbe(found, ['52:54:00:12:34:60']).ok).toBe(false);
  });

  it('knows the host’s own addresses, and the answers of the cloud’s own machines', () => {
    const own = report({ hostAddresses: [anAddress('10.101.7.1')] });
    expect(judgeProbe(own)).toEqual({ ok: false, reason: '10.101.7.1 is an address of the host itself.' });
    expect(judgeProbe(report({ neighbours: [answer('10.101.7.3', '52:54:00:12:34:60')] }), ['52:54:00:12:34:60'])).toEqual({
      ok: true,
    });
  });

  it('suspects a router where one station answers for all', () => {
    const replies = [0, 1, 2, 3, 4, 5, 6, 7].map((at) => answer(`10.101.7.${at}`, '00:11:22:33:44:55'));
    expect(report({ replies }).warnings).toEqual([
      expect.stringContaining('00:11:22:33:44:55 answered for every address of 10.101.7.0/29'),
    ]);
  });

  it('says that it is deaf for a second answer where nothing listened', () => {
    expect(report({ replies: null }).warnings).toEqual([expect.stringContaining('no tcpdump')]);
  });

  it('is refused where nobody would hear it, or for too many at once', () => {
    expect(checkProbe([toKnownRange('10.101.7.0/24')], aNetwork)).toEqual({ ok: true });
    expect(checkProbe([toKnownRange('10.102.0.0/28')], aNetwork)).toMatchObject({
      reason: expect.stringContaining('is not inside 10.101.0.0/16, the subnet of br0') as string,
    });
    expect(checkProbe([toKnownRange('10.101.4.0/22')], aNetwork)).toMatchObject({
      reason: '1024 addresses are too many at once; ask for at most 512.',
    });
  });
});
