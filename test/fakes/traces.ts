import type { Copy } from '#domain/path/trace/copy.ts';
import type { TraceStop } from '#domain/path/trace/trace-plan.ts';
import { buildTraceProbe } from '#domain/path/trace/trace-probe.ts';
import type { TraceResult, TraceVerdict } from '#domain/path/trace/trace-result.ts';

const aStop = (place: TraceStop['place'], name: string, blindReason: string | null = null): TraceStop => ({
  hopId: `${place}:${name}`,
  name,
  place,
  mac: null,
  blindReason,
});

export function aCopy(overrides: Partial<Copy> = {}): Copy {
  return {
    hopId: 'host:em1',
    lane: 'forward',
    number: 1,
    atMicroseconds: 1_700_000_000_000_000,
    source: '10.77.0.10',
    destination: '10.77.0.101',
    sourcePort: 7,
    destinationPort: 7,
    timeToLive: 64,
    sourceMac: null,
    destinationMac: null,
    isRefusal: false,
    ...overrides,
  };
}

/** A machine that does not forward, seen from outside. */
export function aTraceResult(verdict: Partial<TraceVerdict> = {}): TraceResult {
  const wish = { origin: 'laptop', protocol: 'icmp', destination: '10.77.0.101', port: null } as const;
  return {
    machineName: 'ciab',
    startedAtEpochMs: 1_700_000_000_000,
    durationMs: 4_200,
    probe: buildTraceProbe(wish, Uint8Array.of(1, 2, 3, 4, 5, 6)),
    plan: {
      stops: [
        aStop('host', 'em1'),
        aStop('machine', 'eth0'),
        aStop('machine', 'br0'),
        aStop('nested', 'eth0', 'Nobody looks into the instance.'),
      ],
      limits: [],
    },
    verdict: {
      outcome: 'lost',
      certainty: 'very-likely',
      sentence: 'The machine does not forward packets.',
      where: 'The probe was last seen at eth0 of the machine, and not at br0 of the machine.',
      lane: 'forward',
      lastHopId: 'machine:eth0',
      nextHopId: 'machine:br0',
      causeId: 'forwarding-off',
      evidence: [{ text: 'IpInAddrErrors 3 → 8', command: 'cat /proc/net/snmp' }],
      fix: {
        advice: 'Switch it on.',
        steps: [{ place: 'machine', argv: ['sysctl', '-w', 'net.ipv4.ip_forward=1'], undoArgv: null }],
      },
      ...verdict,
    },
    copies: [aCopy(), aCopy({ hopId: 'machine:eth0' })],
    errors: [],
    rewrites: [],
    changes: [],
    connections: [],
    sender: { command: 'ping -n -c 5 10.77.0.101', lines: ['5 packets transmitted, 0 received'] },
    kernel: [],
  };
}
