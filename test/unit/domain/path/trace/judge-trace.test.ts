import { describe, expect, it } from 'vitest';
import { known } from '#domain/fact.ts';
import type { Finding } from '#domain/path/causes/cause.ts';
import type { Diagnosis } from '#domain/path/diagnosis.ts';
import type { PlaceFacts } from '#domain/path/place-facts.ts';
import type { ArpSeen, Copy, QuotedError } from '#domain/path/trace/copy.ts';
import { judgeTrace } from '#domain/path/trace/judge-trace.ts';
import type { KernelReport } from '#domain/path/trace/kernel/kernel-report.ts';
import type { TraceStop } from '#domain/path/trace/trace-plan.ts';
import { buildTraceProbe } from '#domain/path/trace/trace-probe.ts';
import type { TraceObservation } from '#domain/path/trace/trace-result.ts';
import { aCopy } from '#fakes/traces.ts';
import { readRecordedPlace } from '../../../../fixtures/read-fixture.ts';

const names = ['host:em1', 'host:br0', 'host:vnet5', 'machine:eth0', 'machine:br0', 'machine:vnet0', 'nested:eth0'];
const machine = readRecordedPlace('path-replica/machine.txt');

interface Story {
  /** How many stops saw the probe, and how many, from the inside out, its answer. */
  readonly there: number;
  readonly back?: number;
  readonly blind?: readonly string[];
  readonly findings?: readonly Finding[];
  readonly errors?: readonly QuotedError[];
  readonly arps?: readonly ArpSeen[];
  readonly copies?: readonly Copy[];
  readonly after?: PlaceFacts;
  readonly protocol?: 'icmp' | 'udp' | 'tcp';
  readonly kernel?: readonly KernelReport[];
}

function judge({
  there,
  back = 0,
  blind = [],
  findings = [],
  errors = [],
  arps = [],
  copies = [],
  after,
  protocol = 'icmp',
  kernel = [],
}: Story) {
  const stops: readonly TraceStop[] = names.map((hopId) => {
    const [place, name] = hopId.split(':') as [TraceStop['place'], string];
    return { hopId, name, place, mac: null, blindReason: blind.includes(hopId) ? 'Nobody looks there.' : null };
  });
  const seen = (hopIds: readonly string[], lane: Copy['lane']) =>
    hopIds.filter((hopId) => !blind.includes(hopId)).map((hopId) => aCopy({ hopId, lane }));
  const wish = { origin: 'laptop', protocol, destination: '10.77.0.101', port: protocol === 'icmp' ? null : 22 } as const;
  const observation: TraceObservation = {
    probe: buildTraceProbe(wish, Uint8Array.of(1, 2, 3, 4, 5, 6)),
    plan: { stops, limits: [] },
    sightings: {
      copies: [...seen(names.slice(0, there), 'forward'), ...seen(names.slice(names.length - back), 'reverse'), ...copies],
      errors,
      arps,
    },
    sender: { command: 'ping', lines: ['5 packets transmitted, 0 received'] },
    places: after === undefined ? [] : [{ place: 'machine', before: machine, after }],
    diagnosis: { findings } as unknown as Diagnosis,
    kernel,
  };
  return judgeTrace(observation);
}

function aFinding(overrides: Partial<Finding>): Finding {
  return {
    causeId: 'forwarding-off',
    row: 27,
    severity: 'blocks',
    place: 'machine',
    device: 'FORWARD',
    sentence: 'The machine does not forward packets.',
    evidence: [{ text: 'net.ipv4.ip_forward = 0', command: 'cat /proc/sys/net/ipv4/ip_forward' }],
    fix: { advice: 'Switch it on.', steps: [] },
    ...overrides,
  };
}

function withCounter(name: string, more: number): PlaceFacts {
  const { counters } = machine;
  if (counters.kind !== 'known') throw new Error('The recorded machine has counters');
  return { ...machine, counters: known({ ...counters.value, [name]: (counters.value[name] ?? 0) + more }, counters.command) };
}

describe('the verdict of a trace', () => {
  it('is that it came through only where the last device and the first saw it', () => {
    expect(judge({ there: 7, back: 7 })).toMatchObject({ outcome: 'passed', certainty: 'seen' });
    expect(judge({ there: 7, back: 3 })).toMatchObject({
      outcome: 'reply-lost',
      lane: 'reverse',
      lastHopId: 'machine:br0',
      nextHopId: 'machine:eth0',
    });
    expect(judge({ there: 7 })).toMatchObject({ outcome: 'unanswered', lastHopId: 'nested:eth0' });
  });

  it('believes no answer that comes from somebody else', () => {
    const copies = names.slice(0, 4).map((hopId) => aCopy({ hopId, lane: 'reverse' }));
    const verdict = judge({ there: 4, copies });
    expect(verdict.outcome).toBe('wrong-answer');
    expect(verdict.sentence).toBe(
      'The machine answered in place of 10.77.0.101: the probe never came further than eth0 of the machine.',
    );
  });

  it('puts what was counted before what the rules say', () => {
    const findings = [aFinding({ causeId: 'forward-drops', sentence: 'A rule drops it.' }), aFinding({})];
    expect(judge({ there: 4, findings })).toMatchObject({ causeId: 'forward-drops', certainty: 'likely' });
    const counted = judge({ there: 4, findings, after: withCounter('IpInAddrErrors', 5) });
    expect(counted).toMatchObject({ causeId: 'forwarding-off', certainty: 'very-likely' });
    expect(counted.evidence[0]?.text).toMatch(/^IpInAddrErrors \d+ → \d+$/);
  });

  it('puts an error message about the probe before the rules, and behind the counters', () => {
    const errors = [
      {
        hopId: 'host:em1',
        source: '10.77.0.101',
        destination: '10.77.0.10',
        type: 3,
        code: 13,
        text: 'communication prohibited',
      },
    ];
    expect(judge({ there: 4, errors })).toMatchObject({
      certainty: 'told',
      sentence: '10.77.0.101 says of it: communication prohibited.',
    });
    expect(judge({ there: 4, errors, findings: [aFinding({})] })).toMatchObject({ certainty: 'told', causeId: 'forwarding-off' });
    expect(judge({ there: 4, errors, findings: [aFinding({})], after: withCounter('IpInAddrErrors', 5) }).certainty).toBe(
      'very-likely',
    );
  });

  it('puts what the kernel says of this very probe before everything else', () => {
    const name = 'nutshell_trace_01020304';
    const line = (rest: string) => ({ engine: 'nft', text: `trace id a1 ip ${rest}` }) as const;
    const lines = [
      line(`${name} before packet: iif "eth0" icmp type echo-request`),
      line('odd here rule meta length 700-1300 drop (verdict drop)'),
    ];
    const report: KernelReport = {
      ...{ place: 'machine', engines: ['nft'], unavailable: [], leftovers: [], unswept: null },
      lines,
    };
    const proved = judge({ there: 4, findings: [aFinding({})], after: withCounter('IpInAddrErrors', 5), kernel: [report] });
    expect(proved).toMatchObject({ certainty: 'proved', causeId: null });
    expect(proved.sentence).toBe(
      'The machine dropped it, as its kernel says of this very probe: a rule of chain here in table odd (ip), meta length 700-1300 drop.',
    );
    expect(judge({ there: 4, kernel: [{ ...report, place: 'host' }] }).certainty).toBe('narrowed');
    expect(judge({ there: 7, back: 7, kernel: [report] }).outcome).toBe('passed');
  });

  it('blames nothing that is not between the two devices', () => {
    const elsewhere = aFinding({ causeId: 'uplink-down', place: 'host', device: 'em1' });
    expect(judge({ there: 4, findings: [elsewhere] })).toMatchObject({ causeId: null, certainty: 'narrowed' });
    expect(judge({ there: 4, findings: [{ ...elsewhere, place: 'machine', device: 'vnet0' }] }).causeId).toBeNull();
  });

  it('widens the gap over blind devices, and narrows it by an answer from behind them', () => {
    const verdict = judge({ there: 4, blind: ['machine:br0', 'machine:vnet0'] });
    expect(verdict).toMatchObject({ lastHopId: 'machine:eth0', nextHopId: 'nested:eth0' });
    expect(verdict.where).toContain('nobody could listen at br0 of the machine, vnet0 of the machine');
    expect(judge({ there: 4, back: 7, blind: names.slice(4) })).toMatchObject({ outcome: 'answered', certainty: 'narrowed' });
    expect(judge({ there: 7, back: 7, blind: ['nested:eth0'] }).outcome).toBe('passed');
  });

  it('follows the question for an address where no probe could be sent on', () => {
    const who = (hopId: string): ArpSeen => ({
      hopId,
      operation: 'request',
      sender: '172.16.0.1',
      senderMac: '',
      target: '172.16.0.5',
    });
    const arps = ['machine:br0', 'machine:vnet0', 'nested:eth0'].map(who);
    const verdict = judge({ there: 4, arps });
    expect(verdict).toMatchObject({ lastHopId: 'nested:eth0', nextHopId: null, certainty: 'narrowed' });
    expect(verdict.sentence).toBe('Nobody answers the question who has 172.16.0.5, so it could not be sent on.');
    const answer: ArpSeen = { ...who('machine:br0'), operation: 'reply', sender: '172.16.0.5', target: '172.16.0.1' };
    expect(judge({ there: 4, arps: [...arps, answer] }).lastHopId).toBe('machine:eth0');
  });

  it('knows refusals, and datagrams that need no answer', () => {
    const copies = names.map((hopId) => aCopy({ hopId, lane: 'reverse', isRefusal: true }));
    expect(judge({ there: 7, copies, protocol: 'tcp' })).toMatchObject({ outcome: 'refused' });
    expect(judge({ there: 7, protocol: 'udp' }).outcome).toBe('one-way');
  });

  it('says what the sender said where nothing was seen anywhere', () => {
    expect(judge({ there: 0 })).toMatchObject({
      outcome: 'lost',
      sentence: expect.stringContaining('No probe from the laptop was seen at em1') as string,
    });
  });
});
