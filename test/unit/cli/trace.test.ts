import { describe, expect, it } from 'vitest';
import type { TraceEvent, TraceOutcome } from '#domain/path/trace/trace-result.ts';
import { aTraceResult } from '#fakes/traces.ts';
import { aHost, aMachine, clientWith } from './builders.ts';
import { runCli } from './run-cli.ts';

describe('the trace command', () => {
  const asked: unknown[] = [];
  const clientFor = (...events: readonly TraceEvent[]) => ({
    ...clientWith([aHost()], { 'lab-1': [aMachine()] }),
    path: {
      async *trace(input: unknown) {
        asked.push(input);
        yield* events;
      },
    },
  });
  const ending = (outcome: TraceOutcome): TraceEvent => ({ kind: 'result', result: aTraceResult({ outcome }) });

  it.each([
    ['passed', 0],
    ['one-way', 0],
    ['refused', 8],
    ['lost', 8],
    ['wrong-answer', 8],
    ['not-sent', 9],
    ['answered', 9],
  ] as const)('ends a trace that is %s with %i', async (outcome, code) => {
    expect((await runCli(['trace', 'ciab'], { client: clientFor(ending(outcome)) })).code).toBe(code);
  });

  it('asks for what was said', async () => {
    await runCli(['trace', 'ciab', '--from', 'host', '--to', '10.101.7.30:8443', '--tcp'], {
      client: clientFor(ending('passed')),
    });
    expect(asked.at(-1)).toEqual({
      hostId: 'lab-1',
      machine: 'ciab',
      from: 'host',
      protocol: 'tcp',
      to: '10.101.7.30',
      port: 8443,
    });
  });

  it('asks kernels only where it is said', async () => {
    await runCli(['trace', 'ciab', '--kernel-evidence'], { client: clientFor(ending('passed')) });
    expect(asked.at(-1)).toMatchObject({ mayAskKernels: true });
  });

  it.each([
    [['--to', '10.101.7.30:22:1'], 'is no place for probes'],
    [['--udp', '--tcp'], 'cannot be used with'],
    [['--from', 'moon'], 'Allowed choices are'],
  ])('refuses %j', async (words, sentence) => {
    const { code, err } = await runCli(['trace', 'ciab', ...words], { client: clientFor(ending('passed')) });
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });

  it('draws both ways, what NAT did, the evidence and the fix', async () => {
    const { out } = await runCli(['trace', 'ciab'], { client: clientFor(ending('lost')) });
    expect(out).toBe(`Trace of ciab: ICMP from the laptop to 10.77.0.101
lost (very likely): The machine does not forward packets.
The probe was last seen at eth0 of the machine, and not at br0 of the machine.

There:
  ✓ host em1      1 seen, 10.77.0.10 > 10.77.0.101, ttl 64
  ✓ machine eth0  1 seen, 10.77.0.10 > 10.77.0.101, ttl 64
  ✗ machine br0   not seen
  ? nested eth0   blind: Nobody looks into the instance.

Back:
  ? nested eth0   blind: Nobody looks into the instance.
  ✗ machine br0   not seen
  ✗ machine eth0  not seen
  ✗ host em1      not seen

Evidence:
  | IpInAddrErrors 3 → 8
      cat /proc/net/snmp

To mend it: Switch it on.
  on the machine: sysctl -w net.ipv4.ip_forward=1

The sender (ping -n -c 5 10.77.0.101):
  5 packets transmitted, 0 received
`);
  });

  it('gives every event as one line of JSON', async () => {
    const { out } = await runCli(['trace', 'ciab', '--json'], {
      client: clientFor({ kind: 'stage', sentence: 'Sending probes.' }, ending('passed')),
    });
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as TraceEvent);
    expect(lines.map(({ kind }) => kind)).toEqual(['stage', 'result']);
  });
});
