import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createPathReplica, whyNoReplica } from '#support/path-replica.ts';
import { healthyHosts } from './healthy.ts';
import { diagnoseReplica } from './try-fault.ts';

const reason = whyNoReplica();
const replica = createPathReplica(`nshh${process.pid}`);

describe.skipIf(reason !== null)(`no false alarm${reason === null ? '' : ` (not run: ${reason})`}`, () => {
  beforeEach(() => replica.build());
  afterAll(() => replica.remove());

  it.each(healthyHosts.map((host) => [host.what, host] as const))('%s', async (_, host) => {
    host.prepare(replica);
    const { diagnosis } = await diagnoseReplica(replica);
    expect(diagnosis.findings.filter(({ severity }) => severity !== 'notice')).toEqual([]);
    expect(diagnosis.doubts).toEqual([]);
    expect(diagnosis.verdict).toBe('healthy');
    // The walk says so, and so do packets.
    expect(replica.run('lan', 'ping -n -c 1 -W 2 10.77.0.101')).toContain('1 received');
  });

  it('a rule that cannot be judged is never called healthy', async () => {
    replica.run('machine', 'iptables -I SG1 -p icmp -m length --length 100:200 -j DROP');
    const { diagnosis } = await diagnoseReplica(replica);
    expect(diagnosis.verdict).toBe('unclear');
    expect(diagnosis.doubts.map(({ evidence }) => evidence[0]?.text)).toEqual([
      expect.stringContaining('--length 100:200 -j DROP'),
    ]);
  });

  it('a rule that cannot be judged and changes nothing is passed over', async () => {
    replica.run(
      'machine',
      'iptables -I SG1 -m length --length 100:200 -j LOG; iptables -I SG1 -m length --length 100:200 -p icmp -j ACCEPT',
    );
    expect((await diagnoseReplica(replica)).diagnosis.verdict).toBe('healthy');
  });
});
