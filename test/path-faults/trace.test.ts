import { execFileSync } from 'node:child_process';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createPathReplica, whyNoReplica } from '#support/path-replica.ts';
import { hostFaults } from './host-faults.ts';
import { innerFaults } from './inner-faults.ts';
import { machineFaults } from './machine-faults.ts';
import { traceReplica } from './trace-replica.ts';

const reason = whyNoReplica();
/** Seven tcpdumps and four readings: a machine that is busy with something else takes long. */
const timeout = 240_000;
const replica = createPathReplica(`nsht${process.pid}`);
const all = [...hostFaults, ...machineFaults, ...innerFaults];

/** Row, which of its faults, the cause, and between which devices the probe or its answer is lost. */
const faults: readonly (readonly [row: number, at: number, causeId: string, last: string | null, next: string | null])[] = [
  [2, 0, 'uplink-not-in-bridge', 'host:em1', 'host:br0'],
  [6, 0, 'bridge-netfilter-drops', 'host:br0', 'host:vnet5'],
  [7, 0, 'frame-rules-drop', 'host:br0', 'host:vnet5'],
  [12, 0, 'ports-isolated', 'host:br0', 'host:vnet5'],
  [20, 0, 'public-address-missing', 'machine:eth0', 'machine:br0'],
  [23, 0, 'ingress-drops', 'machine:eth0', 'machine:br0'],
  [24, 0, 'nat-missing', 'machine:eth0', 'machine:br0'],
  [27, 0, 'forwarding-off', 'machine:eth0', 'machine:br0'],
  [28, 0, 'interface-forwarding-off', 'machine:eth0', 'machine:br0'],
  [29, 0, 'reverse-path-filter', 'machine:eth0', 'machine:br0'],
  [30, 0, 'forward-drops', 'machine:eth0', 'machine:br0'],
  [31, 0, 'nft-table-drops', 'machine:eth0', 'machine:br0'],
  [32, 0, 'forward-rejects', 'machine:eth0', 'machine:br0'],
  [35, 0, 'route-forbidden', 'machine:eth0', 'machine:br0'],
  [38, 1, 'instance-silent', 'nested:eth0', null],
  [43, 0, 'instance-route-missing', 'nested:eth0', null],
  [44, 0, 'instance-refuses', 'nested:eth0', null],
  [45, 0, 'reply-dropped', 'machine:br0', 'machine:eth0'],
];

describe.skipIf(reason !== null)(`a trace${reason === null ? '' : ` (not run: ${reason})`}`, { timeout }, () => {
  beforeEach(() => replica.build());
  afterAll(() => replica.remove());

  it('sees probes and answers at all seven devices of a healthy path, and what NAT does', async () => {
    const result = await traceReplica(replica);
    expect(result.verdict).toMatchObject({ outcome: 'passed', certainty: 'seen' });
    for (const lane of ['forward', 'reverse'] as const) {
      const seen = new Set(result.copies.filter((copy) => copy.lane === lane).map(({ hopId }) => hopId));
      expect(seen.size).toBe(7);
    }
    expect(result.rewrites).toMatchObject([
      {
        lane: 'forward',
        fromHopId: 'machine:eth0',
        changes: ['destination 10.77.0.101 becomes 172.16.0.5', expect.stringMatching(/^routed/)],
      },
      {
        lane: 'reverse',
        toHopId: 'machine:eth0',
        changes: ['source 172.16.0.5 becomes 10.77.0.101', expect.stringMatching(/^routed/)],
      },
    ]);
    expect(result.connections.join()).toContain('dst=10.77.0.101');
  });

  it('traces outwards from the instance, and from the host', async () => {
    const outward = await traceReplica(replica, { origin: 'nested', destination: '10.77.0.10' });
    expect(outward.verdict.outcome).toBe('passed');
    expect(outward.rewrites[0]?.changes).toContain('source 172.16.0.5 becomes 10.77.0.101');
    const host = await traceReplica(replica, { origin: 'host' });
    expect(host.verdict.outcome).toBe('passed');
    expect(host.plan.stops[0]?.hopId).toBe('host:br0');
    expect(host.plan.limits[0]).toContain('em1');
  });

  it('knows a refused connection, an open one and a datagram that nobody wants', async () => {
    const closed = await traceReplica(replica, { protocol: 'tcp', port: 22 });
    expect(closed.verdict).toMatchObject({ outcome: 'refused', sentence: expect.stringContaining('TCP port 22') as string });
    replica.run('machine', 'iptables -I SG1 -p udp -j ACCEPT');
    const datagram = await traceReplica(replica, { protocol: 'udp', port: 9000 });
    expect(datagram.verdict.outcome).toBe('refused');
  });

  it('widens the gap where it is blind, and takes an answer for a proof of life', async () => {
    const well = await traceReplica(replica, { blind: ['nested'] });
    expect(well.verdict.outcome).toBe('passed');
    replica.run('machine', 'iptables -D SG1 1');
    const broken = await traceReplica(replica, { blind: ['machine', 'nested'] });
    expect(broken.verdict).toMatchObject({ outcome: 'lost', lastHopId: 'host:vnet5', nextHopId: null, certainty: 'narrowed' });
    expect(broken.verdict.where).toContain('nobody could listen at eth0 of the machine');
  });

  it('leaves nothing running where it is given up in the middle', async () => {
    const controller = new AbortController();
    const onEvent = ({ kind }: { kind: string }) => kind === 'listening' && controller.abort();
    await traceReplica(replica, { signal: controller.signal, onEvent }).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(execFileSync('sh', ['-c', `ip netns pids ${replica.nameOf('host')}; true`], { encoding: 'utf8' })).toBe('');
  });

  it.each(faults.map((fault) => [`${fault[2]} (row ${fault[0]})`, fault] as const))(
    'names %s',
    async (_, [row, at, causeId, last, next]) => {
      const fault = all.filter((each) => each.row === row)[at];
      fault?.inject(replica);
      // What stations remember would hide that nobody answers.
      replica.run('lan', 'ip neigh flush dev lan0');
      replica.run('machine', 'ip neigh flush dev br0 2>/dev/null; true');
      const { verdict } = await traceReplica(replica);
      expect(verdict, JSON.stringify(verdict)).toMatchObject({ causeId, lastHopId: last, nextHopId: next });
      expect(verdict.evidence.length).toBeGreaterThan(0);
    },
  );
});
