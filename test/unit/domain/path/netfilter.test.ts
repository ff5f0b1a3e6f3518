import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Packet } from '#domain/path/netfilter/packet.ts';
import { runHook, type HookResult } from '#domain/path/netfilter/run-hook.ts';
import { isInRange } from '#domain/path/address.ts';
import { buildPacket } from '#domain/path/walk/build-packet.ts';
import { parseIptables } from '#host/path/parse-iptables.ts';

const packet = (more: Partial<Packet> = {}): Packet => ({
  ...buildPacket({ source: '10.0.0.9', destination: '172.16.0.5', protocol: 'tcp', port: 22 }),
  inDevice: 'eth0',
  outDevice: 'br0',
  ...more,
});

function forward(rules: string, more: Partial<Packet> = {}, policy = 'DROP'): HookResult {
  const text = `*filter\n:FORWARD ${policy} [0:0]\n:SG - [0:0]\n${rules}\nCOMMIT\n`;
  return runHook(parseIptables(text, 'iptables', 'iptables-save -c'), { families: ['ip'], hook: 'forward' }, packet(more));
}

describe('a rule accepts what it asks for', () => {
  it.each([
    ['-A FORWARD -s 10.0.0.0/24 -j ACCEPT', '-A FORWARD ! -s 10.0.0.0/24 -j ACCEPT'],
    ['-A FORWARD -d 172.16.0.5 -j ACCEPT', '-A FORWARD -d 172.16.0.6/32 -j ACCEPT'],
    ['-A FORWARD -i eth+ -j ACCEPT', '-A FORWARD -i wlan+ -j ACCEPT'],
    ['-A FORWARD ! -o eth0 -j ACCEPT', '-A FORWARD -o eth0 -j ACCEPT'],
    ['-A FORWARD -p tcp -m tcp --dport 20:25 -j ACCEPT', '-A FORWARD -p tcp -m tcp ! --dport 20:25 -j ACCEPT'],
    ['-A FORWARD -p tcp -m multiport --dports 80,22 -j ACCEPT', '-A FORWARD -p udp -m multiport --dports 80,22 -j ACCEPT'],
    ['-A FORWARD -m state --state NEW,ESTABLISHED -j ACCEPT', '-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT'],
    ['-A FORWARD -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j ACCEPT', '-A FORWARD -p icmp -m icmp --icmp-type 8 -j ACCEPT'],
    [
      '-A FORWARD -m iprange --src-range 10.0.0.1-10.0.0.20 -j ACCEPT',
      '-A FORWARD -m iprange --src-range 10.0.0.10-10.0.0.20 -j ACCEPT',
    ],
    ['-A FORWARD -m comment --comment "let \\"it\\" in" -j ACCEPT', '-A FORWARD -m mark --mark 0x15 -j ACCEPT'],
    [
      '-A FORWARD -j MARK --set-xmark 0x15/0xffffffff\n-A FORWARD -m mark --mark 0x15 -j ACCEPT',
      '-A FORWARD -m physdev --physdev-is-bridged -j ACCEPT',
    ],
    ['-A FORWARD -j SG\n-A SG -p tcp -j ACCEPT', '-A FORWARD -j SG\n-A SG -p tcp -j RETURN\n-A SG -j ACCEPT'],
    ['-A FORWARD -g SG\n-A SG -j ACCEPT', '-A FORWARD -g SG\n-A FORWARD -j ACCEPT'],
  ])('%s', (yes, no) => {
    expect(forward(yes).verdict).toBe('pass');
    expect(forward(no).verdict).toBe('block');
  });

  it('names the rule or the policy that ended it', () => {
    expect(forward('-A FORWARD -p tcp -j REJECT --reject-with tcp-reset', {}, 'ACCEPT').blockers).toMatchObject([
      { kind: 'reject', by: { rule: { text: '-A FORWARD -p tcp -j REJECT --reject-with tcp-reset' } } },
    ]);
    expect(forward('-A FORWARD -p udp -j ACCEPT').blockers).toMatchObject([{ kind: 'drop', by: { rule: null } }]);
  });

  it('reads old counters in front, and marks that were there before', () => {
    expect(forward('[12:900] -A FORWARD -p tcp -j ACCEPT').verdict).toBe('pass');
    expect(forward('-A FORWARD -m mark --mark 0x10/0x10 -j ACCEPT', { mark: 0x15 }).verdict).toBe('pass');
  });
});

describe('a rule that cannot be judged', () => {
  const unknown = '-m set --match-set open dst';

  it('leaves it open where it decides', () => {
    const { verdict, doubts } = forward(`-A FORWARD ${unknown} -j ACCEPT`);
    expect(verdict).toBe('unknown');
    expect(doubts.map(({ rule }) => rule?.text)).toEqual([`-A FORWARD ${unknown} -j ACCEPT`]);
  });

  it.each([
    ['both ways accept', `-A FORWARD ${unknown} -j ACCEPT\n-A FORWARD -j ACCEPT`, 'pass'],
    ['both ways drop', `-A FORWARD ${unknown} -j DROP`, 'block'],
    ['it only writes a log', `-A FORWARD ${unknown} -j LOG\n-A FORWARD -j ACCEPT`, 'pass'],
    ['another match says no for certain', `-A FORWARD ${unknown} -p udp -j DROP\n-A FORWARD -j ACCEPT`, 'pass'],
    ['what comes before decides', `-A FORWARD -p tcp -j ACCEPT\n-A FORWARD ${unknown} -j DROP`, 'pass'],
  ])('does not matter where %s', (_, rules, verdict) => {
    expect(forward(rules).verdict).toBe(verdict);
  });

  it('a target that nobody knows, and a chain that calls itself, end in doubt and not in a loop', () => {
    expect(forward('-A FORWARD -j NFQUEUE --queue-num 1').verdict).toBe('unknown');
    expect(forward('-A FORWARD -j SG\n-A SG -j SG').verdict).toBe('unknown');
  });

  it('is never called a certain pass or block where the other answer is possible', () => {
    const rule = fc.record({ isUnknown: fc.boolean(), action: fc.constantFrom('ACCEPT', 'DROP', 'RETURN', 'LOG') });
    const toText = (rules: readonly { isUnknown: boolean; action: string }[], matchOf: (index: number) => string) =>
      rules.map(({ isUnknown, action }, index) => `-A FORWARD ${isUnknown ? matchOf(index) : ''} -j ${action}`).join('\n');
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 6 }), fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), (rules, truth) => {
        const judged = forward(toText(rules, () => unknown)).verdict;
        // A world in which somebody knows: each of them holds for every packet, or for none.
        const real = forward(toText(rules, (index) => (truth[index] === true ? '-p tcp' : '-p udp'))).verdict;
        return judged === 'unknown' || judged === real;
      }),
    );
  });
});

describe('addresses in a range', () => {
  it.each([
    ['10.0.0.0/8', true],
    ['10.0.0.0/255.255.255.0', true],
    ['10.0.0.9', true],
    ['10.0.0.1-10.0.0.8', false],
    ['0.0.0.0/0', true],
    ['10.0.1.0/24', false],
    ['example.org', null],
    ['10.0.0.0/40', null],
  ])('%s', (range, answer) => {
    expect(isInRange('10.0.0.9', range)).toBe(answer);
  });
});
