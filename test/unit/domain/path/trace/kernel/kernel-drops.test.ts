import { describe, expect, it } from 'vitest';
import { known } from '#domain/fact.ts';
import type { RuleTable } from '#domain/path/netfilter/rule-table.ts';
import { buildKernelOrder } from '#domain/path/trace/kernel/build-kernel-order.ts';
import { parseIptablesTrace } from '#domain/path/trace/kernel/parse-iptables-trace.ts';
import { parseNftTrace } from '#domain/path/trace/kernel/parse-nft-trace.ts';
import { parseTracefs } from '#domain/path/trace/kernel/parse-tracefs.ts';
import { buildTraceProbe } from '#domain/path/trace/trace-probe.ts';
import { readRecordedPlace } from '../../../../../fixtures/read-fixture.ts';

const chance = Uint8Array.of(10, 11, 12, 13, 5, 6);
const probe = buildTraceProbe(
  { origin: 'laptop', protocol: 'icmp', destination: '10.77.0.101', port: null, hasRareLength: true },
  chance,
);
const tcp = buildTraceProbe({ origin: 'laptop', protocol: 'tcp', destination: '10.77.0.101', port: 22 }, chance);
const udp = buildTraceProbe({ origin: 'laptop', protocol: 'udp', destination: '10.77.0.101', port: 53 }, chance);

describe('what a kernel is asked to tell about', () => {
  it('is the probes and their answers alone', () => {
    const { name, nftText, iptablesMatches, lengths } = buildKernelOrder(probe, ['eth0']);
    expect(name).toBe('nutshell_trace_0a0b0c0d');
    expect(nftText.match(/^# .*$/gm)).toEqual(['# ip', '# bridge', '# netdev']);
    const rules = nftText.split('\n').filter((line) => line.includes('nftrace'));
    expect(rules.every((rule) => rule.includes('0x0a0b0c0d') || rule.includes(`ip length ${probe.sizeBytes + 28} `))).toBe(true);
    expect(iptablesMatches.split('\n')).toHaveLength(4);
    expect(lengths).toBe(`len == ${probe.sizeBytes + 28} || len == ${probe.sizeBytes + 42}`);
  });

  it('knows connections and datagrams by their ports, and has no length of theirs', () => {
    expect(buildKernelOrder(tcp, []).nftText).toContain(`tcp sport ${tcp.sourcePort} meta nftrace set 1`);
    expect(buildKernelOrder(tcp, []).lengths).toBe('');
    expect(buildKernelOrder(udp, []).iptablesMatches).toContain('&&');
  });

  it('never lets the name of a device end its quotes', () => {
    const { nftText } = buildKernelOrder(probe, ['eth0"; } drop', 'vnet5.7']);
    expect(nftText).toContain('ingress device "vnet5.7"');
    expect(nftText).not.toContain('drop');
  });

  it('gives a ping that tracefs knows by its length one of its own', () => {
    expect(probe.sizeBytes % 2).toBe(1);
    expect(probe.sizeBytes).toBeGreaterThan(700);
    expect(probe.sizeBytes + 28).toBeLessThan(1_500);
  });
});

/** As nft 1.0.6 on Linux 6.18 printed it; the table for marking has the first lines. */
const nftLines =
  `trace id cf2666f8 ip nutshell_trace_0a0b0c0d before packet: iif "lo" @ll,0,112 0x800 ip saddr 127.0.0.1 ip daddr 127.0.0.1 ip dscp cs0 ip ecn not-ect ip ttl 64 ip id 1 icmp type echo-request
trace id cf2666f8 ip nutshell_trace_0a0b0c0d before rule icmp type { echo-reply, echo-request } @th,192,32 0xa0b0c0d meta nftrace set 1 (verdict continue)
trace id cf2666f8 ip nutshell_trace_0a0b0c0d before policy accept
trace id cf2666f8 ip filter INPUT packet: iif "lo" @ll,0,112 0x800 ip saddr 127.0.0.1 ip daddr 127.0.0.1 icmp type echo-request
trace id cf2666f8 ip filter INPUT rule meta l4proto icmp icmp type echo-request  counter packets 0 bytes 0 drop (verdict drop)
trace id 11111111 ip filter INPUT packet: iif "lo" ip saddr 127.0.0.9
trace id 11111111 ip filter INPUT policy drop`.split('\n');

describe('a trace of nft', () => {
  it('names the rule that ended a probe, and heeds no packet of others', () => {
    const [drop, ...others] = parseNftTrace('machine', nftLines, probe, 'nutshell_trace_0a0b0c0d');
    expect(others).toEqual([]);
    expect(drop).toMatchObject({ lane: 'forward', count: 1, chain: { table: 'filter', name: 'INPUT' } });
    expect(drop?.culprit).toBe(
      'a rule of chain INPUT in table filter (ip), meta l4proto icmp icmp type echo-request counter packets 0 bytes 0 drop',
    );
    expect(drop?.evidence.map(({ text }) => text).join()).not.toContain('nutshell_trace');
  });

  it('counts probes that end alike, and tells answers from probes', () => {
    const more = nftLines.slice(0, 5).map((line) => line.replace('cf2666f8', '22222222'));
    const answers = nftLines
      .slice(0, 5)
      .map((line) => line.replace('cf2666f8', '33333333').replace('echo-request', 'echo-reply'));
    const drops = parseNftTrace('machine', [...nftLines, ...more, ...answers], probe, 'nutshell_trace_0a0b0c0d');
    expect(drops.map(({ lane, count }) => [lane, count])).toEqual([
      ['forward', 2],
      ['reverse', 1],
    ]);
  });

  it('follows a probe over the copy that a bridge makes of it', () => {
    const head =
      'packet: iif "em1" ip saddr 10.77.0.10 ip ttl 64 ip id 53289 ip protocol icmp ip length 1089 icmp type echo-request';
    const lines = [
      `trace id adfda6fd bridge nutshell_trace_0a0b0c0d before ${head}`,
      `trace id 66cc84b6 bridge odd fw ${head}`,
      'trace id 66cc84b6 bridge odd fw rule ether type ip meta length 700-1400 drop (verdict drop)',
      `trace id 77777777 bridge odd fw ${head.replace('53289', '53290')}`,
      'trace id 77777777 bridge odd fw policy drop',
    ];
    const drops = parseNftTrace('host', lines, probe, 'nutshell_trace_0a0b0c0d');
    expect(drops).toMatchObject([{ count: 1, chain: { table: 'odd', name: 'fw' } }]);
  });

  it('finds nothing in what ended well, nor in garbage', () => {
    expect(parseNftTrace('host', nftLines.slice(0, 4), probe, 'nutshell_trace_0a0b0c0d')).toEqual([]);
    expect(parseNftTrace('host', ['', 'trace id', 'Error: syntax error'], probe, 'nutshell_trace_0a0b0c0d')).toEqual([]);
  });
});

describe('the log of the old iptables', () => {
  const rule = (kind: 'drop' | 'accept') => ({ text: `-j ${kind}`, handle: null, counter: null, matches: [], action: { kind } });
  const legacy: RuleTable = {
    tool: 'iptables-legacy',
    family: 'ip',
    name: 'filter',
    command: 'iptables-legacy-save -c',
    chains: [
      {
        name: 'FORWARD',
        base: { hook: 'forward', kind: 'filter', priority: 0, policy: 'drop', policyCounter: null, devices: [] },
        rules: [rule('accept'), rule('drop')],
      },
    ],
  };
  const facts = { ...readRecordedPlace('path-replica/machine.txt'), tables: known([legacy], legacy.command) };
  const line = (what: string, type = 8) =>
    `[60755.621204] TRACE: filter:FORWARD:${what} IN=eth0 OUT=br0 SRC=10.77.0.10 DST=172.16.0.5 PROTO=ICMP TYPE=${type} CODE=0 ID=7 SEQ=1`;

  it('counts a rule or a policy that drops, and no rule that lets through', () => {
    expect(parseIptablesTrace('machine', [line('rule:1')], probe, facts)).toEqual([]);
    const [byRule] = parseIptablesTrace('machine', [line('rule:2'), line('rule:2')], probe, facts);
    expect(byRule).toMatchObject({ count: 2, lane: 'forward', culprit: 'rule 2 of chain FORWARD in table filter (iptables)' });
    expect(byRule?.evidence[0]?.text).toMatch(/^TRACE: filter:FORWARD:rule:2 IN=eth0/);
    const [byPolicy] = parseIptablesTrace('machine', [line('policy:3', 0)], probe, facts);
    expect(byPolicy).toMatchObject({ lane: 'reverse', culprit: 'the policy of chain FORWARD in table filter (iptables)' });
  });

  it('blames no rule that was not read', () => {
    expect(parseIptablesTrace('machine', [line('rule:9'), 'TRACE: odd:CHAIN:rule:1 IN= OUT=', 'x'], probe, facts)).toEqual([]);
  });
});

describe('tracefs', () => {
  /** Linux 6.18. */
  const seen = '            ping-27073   [001] ..s1. 60755.621168: netif_receive_skb: dev=em1 skbaddr=000000000b9a662b len=805';
  const dropped = (reason: string, at = '60755.621204') =>
    `            ping-27073   [001] ..s1. ${at}: kfree_skb: skbaddr=000000000b9a662b rx_sk=0000000000000000 protocol=2048 location=nft_do_chain+0x3e8/0x610 reason: ${reason}`;

  it('tells the reason, and where the packet was seen last', () => {
    const [drop] = parseTracefs('host', [seen, dropped('BRIDGE_INGRESS_STP_STATE')]);
    expect(drop).toMatchObject({ count: 1, lane: null, chain: null, reason: 'BRIDGE_INGRESS_STP_STATE' });
    expect(drop?.culprit).toContain('last seen at em1');
  });

  it('takes no noise for a loss, and no later packet for the probe', () => {
    expect(parseTracefs('host', [seen, dropped('OTHERHOST')])).toEqual([]);
    expect(parseTracefs('host', [seen, dropped('NETFILTER_DROP', '60755.721204')])).toEqual([]);
    expect(parseTracefs('host', [dropped('NETFILTER_DROP')])).toEqual([]);
    // Held for three seconds while ARP asked in vain.
    expect(parseTracefs('host', [seen, dropped('NEIGH_FAILED', '60758.700000')])).toHaveLength(1);
  });
});
