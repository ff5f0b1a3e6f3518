import { describe, expect, it } from 'vitest';
import { allCauses } from '#domain/path/causes/all-causes.ts';
import { replica, replicaCard } from '#fakes/path-places.ts';
import { diagnose, put, type Change } from './recorded-path.ts';
const flags = (name: string, words: string) =>
  [new RegExp(`("ifname":"${name}","flags":)\\["BROADCAST","MULTICAST","UP","LOWER_UP"\\]`), `$1[${words}]`] as const;
const down = (name: string) => flags(name, '"BROADCAST","MULTICAST"');
const noCarrier = (name: string) => flags(name, '"NO-CARRIER","BROADCAST","MULTICAST","UP"');
const mtu = (name: string, size: number) =>
  [new RegExp(`("ifname":"${name}","flags":\\[[^\\]]*\\],"mtu":)1500`), `$1${size}`] as const;
const port = (name: string, line: string) =>
  [new RegExp(`(port=${name}\\n(?:[a-z_]+=.*\\n)*?)${line.split('=')[0] ?? ''}=.*`), `$1${line}`] as const;
const turn = (path: string, value: string) => [new RegExp(`^${path}=.*$`, 'm'), `${path}=${value}`] as const;
const rule = (line: string, instead: string) => [line, instead] as const;
const dnat = '-A PREROUTING -d 10.77.0.101/32 -j DNAT --to-destination 172.16.0.5';
const nftTable = (objects: string) => [/\{"nftables": \[/, `{"nftables": [${objects},`] as const;
const cases: readonly (readonly [id: string, what: string, change: Change])[] = [
  ['uplink-down', 'em1 is down', { host: put(down('em1')) }],
  ['uplink-down', 'em1 has no carrier', { host: put(noCarrier('em1')) }],
  ['uplink-not-in-bridge', 'em1 is in no bridge', { host: put([/("ifname":"em1".*?)"master":"br0",/, '$1']) }],
  ['host-bridge-down', 'br0 is down', { host: put(down('br0')) }],
  ['uplink-port-blocked', 'em1 is blocking', { host: put(port('em1', 'state=4')) }],
  ['tap-port-not-forwarding', 'vnet5 listens', { host: put(port('vnet5', 'state=1')) }],
  [
    'bridge-netfilter-drops',
    'FORWARD drops',
    {
      host: put([
        /\n(nutshell\S+ error\n\nnutshell\S+ end 0\n\nnutshell\S+ begin nft)/,
        '\n*filter\n:FORWARD DROP [4:336]\nCOMMIT\n$1',
      ]),
    },
  ],
  [
    'frame-rules-drop',
    'ebtables drops IPv4',
    {
      host: put([
        /\n(nutshell\S+ error\n\nnutshell\S+ end 0\n\nnutshell\S+ begin connections)/,
        '\n*filter\n:FORWARD ACCEPT\n-A FORWARD -p IPv4 -o vnet5 -j DROP\n$1',
      ]),
    },
  ],
  ['duplicate-mac', 'another machine has it', { otherCards: [{ ...replicaCard, machineName: 'twin', tap: 'vnet9' }] }],
  [
    'duplicate-mac',
    'learned on em1',
    { host: put([`"mac":"${replica.machineMac}","ifname":"vnet5"`, `"mac":"${replica.machineMac}","ifname":"em1"`]) },
  ],
  [
    'tap-mac-equals-guest',
    'vnet5 has the MAC of eth0',
    { host: put(['"address":"fe:54:00:77:00:20"', `"address":"${replica.machineMac}"`]) },
  ],
  [
    'static-station-elsewhere',
    'written on em1, once for its VLAN and once without',
    {
      host: put([
        new RegExp(`"mac":"${replica.machineMac}","ifname":"vnet5","flags":\\[\\],"master":"br0","state":""`),
        ['', '"vlan":1,']
          .map((vlan) => `"mac":"${replica.machineMac}",${vlan}"ifname":"em1","flags":["sticky"],"master":"br0","state":"static"`)
          .join('},{'),
      ]),
    },
  ],
  [
    'station-unknown-no-flood',
    'no flooding and no entry',
    {
      host: put(port('vnet5', 'unicast_flood=0'), [
        `"mac":"${replica.machineMac}","ifname":"vnet5"`,
        '"mac":"52:54:00:00:00:77","ifname":"vnet5"',
      ]),
    },
  ],
  ['ports-isolated', 'both', { host: put(port('em1', 'isolated=1'), port('vnet5', 'isolated=1')) }],
  [
    'vlan-mismatch',
    'em1 does not carry the tap’s VLAN',
    {
      host: put(
        ['bridge=br0\n', 'bridge=br0\nvlan_filtering=1\n'],
        [
          /(begin vlans .*\n)\[\]/,
          '$1[{"ifname":"em1","vlans":[{"vlan":1,"flags":["PVID","Egress Untagged"]}]},{"ifname":"vnet5","vlans":[{"vlan":7,"flags":["PVID","Egress Untagged"]}]}]',
        ],
      ),
    },
  ],
  ['tap-mtu-fragments', 'with br_netfilter', { host: put(mtu('vnet5', 1400)) }],
  ['tap-mtu-silent', 'without', { host: put(mtu('vnet5', 1400), turn('bridge/bridge-nf-call-iptables', '0')) }],
  [
    'tap-without-owner',
    'a tap without carrier',
    { unread: 'machine', host: put(noCarrier('vnet5'), [/("ifname":"vnet5".*?"info_kind":)"veth"/, '$1"tun"']) },
  ],
  ['tap-without-owner', 'no such tap', { unread: 'machine', card: { ...replicaCard, tap: 'vnet6' } }],
  [
    'guest-not-reading',
    'half of the frames dropped',
    { host: put([/("ifname":"vnet5".*?"tx":\{"bytes":\d+,"packets":)\d+(,"errors":0,"dropped":)0/, '$1900$2500']) },
  ],
  ['tap-not-in-bridge', 'in no bridge', { host: put([/("ifname":"vnet5".*?)"master":"br0",/, '$1']) }],
  ['guest-nic-down', 'eth0 is down', { machine: put(down('eth0')) }],
  [
    'guest-nic-down',
    'no card with that MAC',
    { machine: put([`"address":"${replica.machineMac}"`, '"address":"52:54:00:00:00:99"']) },
  ],
  ['public-address-missing', 'not on eth0', { machine: put([/\{"family":"inet","local":"10.77.0.101"[^}]*\},?/, '']) }],
  [
    'duplicate-address',
    'answered by another station',
    {
      host: put(
        [
          /(begin neighbours .*\n)\[.*\]/,
          '$1[{"dst":"10.77.0.101","dev":"br0","lladdr":"52:54:00:00:00:66","state":["REACHABLE"]}]',
        ],
        [/(begin forwarding .*\n\[)/, '$1{"mac":"52:54:00:00:00:66","ifname":"em1","flags":[],"master":"br0","state":""},'],
      ),
    },
  ],
  [
    'stale-neighbour',
    'a MAC nobody has',
    {
      host: put([
        /(begin neighbours .*\n)\[.*\]/,
        '$1[{"dst":"10.77.0.101","dev":"br0","lladdr":"52:54:00:00:00:66","state":["STALE"]}]',
      ]),
    },
  ],
  [
    'ingress-drops',
    'nft at ingress of eth0',
    {
      machine: put(
        nftTable(
          '{"table":{"family":"netdev","name":"g","handle":1}},{"chain":{"family":"netdev","table":"g","name":"in","handle":1,"dev":"eth0","type":"filter","hook":"ingress","prio":0,"policy":"accept"}},{"rule":{"family":"netdev","table":"g","chain":"in","handle":2,"expr":[{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"protocol"}},"right":"icmp"}},{"drop":null}]}}',
        ),
      ),
    },
  ],
  ['nat-missing', 'no DNAT', { machine: put([/^\[\d+:\d+\] -A PREROUTING -d 10\.77\.0\.101\/32 .*\n/m, '']) }],
  ['nat-wrong-target', 'DNAT to another', { machine: put(rule(dnat, dnat.replace('0.5', '0.9')), [/^icmp .*\n/m, '']) }],
  [
    'stale-connection',
    'tracked to the old instance',
    { machine: put([/src=172\.16\.0\.5 dst=10\.77\.0\.10 type=0/, 'src=172.16.0.6 dst=10.77.0.10 type=0']) },
  ],
  ['forwarding-off', 'ip_forward 0', { machine: put(turn('ipv4/ip_forward', '0')) }],
  ['interface-forwarding-off', 'eth0 alone', { machine: put(turn('ipv4/conf/eth0/forwarding', '0')) }],
  [
    'reverse-path-filter',
    'strict, and another way back',
    { machine: put(turn('ipv4/conf/eth0/rp_filter', '1')), wish: { to: replica.publicAddress, from: '172.16.0.9' } },
  ],
  ['forward-drops', 'the group is closed', { machine: put([/^\[\d+:\d+\] -A SG1 .* -p icmp .*\n/m, '']) }],
  [
    'nft-table-drops',
    'a table of its own',
    {
      machine: put(
        nftTable(
          '{"table":{"family":"inet","name":"o","handle":1}},{"chain":{"family":"inet","table":"o","name":"f","handle":1,"type":"filter","hook":"forward","prio":10,"policy":"accept"}},{"rule":{"family":"inet","table":"o","chain":"f","handle":2,"expr":[{"match":{"op":"==","left":{"payload":{"protocol":"icmp","field":"type"}},"right":"echo-request"}},{"drop":null}]}}',
        ),
      ),
    },
  ],
  [
    'forward-rejects',
    'REJECT',
    { machine: put(rule('-A FORWARD -j EUCA_COUNTERS_IN', '-A FORWARD -p icmp -j REJECT --reject-with icmp-port-unreachable')) },
  ],
  ['connections-full', 'no room left', { machine: put([/nf_conntrack_count=\d+/, 'nf_conntrack_count=262100']) }],
  [
    'inner-route-missing',
    'no route to the instance',
    {
      machine: put(
        [/\{"type":"unicast","dst":"172\.16\.0\.0\/27"[^}]*\},/, ''],
        [/\{"type":"unicast","dst":"default"[^}]*\},/, ''],
      ),
    },
  ],
  [
    'route-forbidden',
    'a blackhole',
    {
      machine: put([
        /(begin routes .*\n\[)/,
        '$1{"type":"blackhole","dst":"172.16.0.5","table":"main","protocol":"boot","scope":"global","flags":[]},',
      ]),
    },
  ],
  [
    'route-forbidden',
    'a rule',
    { machine: put([/(begin rules .*\n\[)/, '$1{"priority":100,"src":"10.77.0.10","action":"prohibit"},']) },
  ],
  [
    'inner-bridge-no-carrier',
    'vnet0 in no bridge',
    { machine: put(noCarrier('br0'), [/("ifname":"vnet0".*?)"master":"br0",/, '$1']) },
  ],
  ['inner-port-down', 'vnet0 is down', { machine: put(down('vnet0')) }],
  ['instance-silent', 'its card is down', { nested: put(down('eth0')) }],
  ['instance-silent', 'it has another address', { nested: put(['"local":"172.16.0.5"', '"local":"172.16.0.7"']) }],
  ['instance-silent', 'it was told to be', { nested: put(turn('ipv4/conf/all/arp_ignore', '8')) }],
  [
    'instance-silent',
    'seen from the machine',
    {
      unread: 'nested',
      machine: put([/(\{"dst":"172\.16\.0\.5","dev":"br0"),"lladdr":"[^"]*","state":\["[A-Z]+"\]/, '$1,"state":["FAILED"]']),
    },
  ],
  [
    'inner-frames-dropped',
    'ARP is dropped',
    {
      machine: put([
        /\n(nutshell\S+ error\n\nnutshell\S+ end 0\n\nnutshell\S+ begin connections)/,
        '\n*filter\n:OUTPUT ACCEPT\n-A OUTPUT -p ARP -o vnet0 -j DROP\n$1',
      ]),
    },
  ],
  ['mtu-smaller-inside', 'br0 takes less', { machine: put(mtu('br0', 1400)) }],
  [
    'mtu-black-hole',
    'and its messages are dropped',
    { machine: put(mtu('br0', 1400), [/:OUTPUT ACCEPT (\[\d+:\d+\])/, ':OUTPUT DROP $1']) },
  ],
  ['instance-mtu-smaller', 'eth0 takes less', { nested: put(mtu('eth0', 1400)) }],
  ['instance-route-missing', 'no default route', { nested: put([/\{"type":"unicast","dst":"default"[^}]*\},/, '']) }],
  [
    'instance-refuses',
    'its firewall drops',
    {
      nested: put([
        /\n(nutshell\S+ error\n\nnutshell\S+ end 0\n\nnutshell\S+ begin nft)/,
        '\n*filter\n:INPUT DROP [0:0]\nCOMMIT\n$1',
      ]),
    },
  ],
  ['instance-refuses', 'it ignores pings', { nested: put(turn('ipv4/icmp_echo_ignore_all', '1')) }],
  ['instance-refuses', 'nobody listens', { wish: { to: replica.publicAddress, port: 22 } }],
  [
    'reply-dropped',
    'no rule for answers',
    { machine: put([/^.*--ctstate ESTABLISHED -j ACCEPT\n/m, ''], [/^.*-A FORWARD ! -d 172\.16\.0\.0\/16 -j ACCEPT\n/m, '']) },
  ],
  [
    'source-nat-missing',
    'nothing in POSTROUTING',
    { machine: put([/^.*-A POSTROUTING (.*\n)/m, ''], [/^.*-A POSTROUTING (.*\n)/m, ''], [/^.*-A POSTROUTING (.*\n)/m, '']) },
  ],
  ['hairpin-broken', 'br_netfilter in the machine', {}],
  [
    'time-to-live-ends',
    'a rule sets 1',
    { machine: put(['*nat\n', '*mangle\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -i eth0 -j TTL --ttl-set 1\nCOMMIT\n*nat\n']) },
  ],
  [
    'duplicate-mac-inside',
    'two answer with one',
    {
      machine: put(
        [dnat, `${dnat}\n-A PREROUTING -d 10.77.0.102/32 -j DNAT --to-destination 172.16.0.6`],
        [
          /(begin neighbours .*\n\[)/,
          `$1{"dst":"172.16.0.6","dev":"br0","lladdr":"${replica.instanceMac}","state":["REACHABLE"]},`,
        ],
      ),
    },
  ],
  [
    'machine-refuses',
    'INPUT drops what is for the machine',
    { wish: { to: replica.machineAddress }, unread: 'nested', machine: put([/:INPUT ACCEPT (\[\d+:\d+\])/, ':INPUT DROP $1']) },
  ],
  [
    'machine-route-missing',
    'no way back',
    { wish: { to: replica.publicAddress, from: '192.0.2.7' }, machine: put([/\{"type":"unicast","dst":"default"[^}]*\},/, '']) },
  ],
];

describe('each cause', () => {
  it.each(cases)('%s: %s', (id, _, change) => {
    const { verdict, findings } = diagnose(change);
    const finding = findings.find(({ causeId }) => causeId === id);
    expect(findings.map(({ causeId }) => causeId)).toContain(id);
    expect(verdict).toBe(finding?.severity === 'notice' ? 'healthy' : 'broken');
    expect(finding?.evidence).not.toHaveLength(0);
    expect(finding?.sentence).toMatch(/^[A-Za-z0-9].*\.$/);
    expect(finding?.fix.advice).toMatch(/\S/);
    expect(new Set(findings.map(({ sentence }) => sentence)).size, 'nothing is told twice').toBe(findings.length);
  });

  it('is shown here once at least, and has an id of its own', () => {
    const ids = allCauses.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !cases.some(([shown]) => shown === id))).toEqual([]);
  });
});

describe('a path in order', () => {
  it('is healthy, and the walk tells each step', () => {
    const { verdict, sentence, reach, doubts, steps } = diagnose({});
    expect({ verdict, sentence, reach, doubts }).toEqual({
      verdict: 'healthy',
      sentence: 'Nothing on the way stops the packet or its answer.',
      reach: 'nested',
      doubts: [],
    });
    expect(steps.map(({ id, verdict: step }) => `${id} ${step}`)).toContain('machine-prerouting pass');
    expect(steps.find(({ id }) => id === 'machine-prerouting')?.decision).toBe(
      'passes; destination 10.77.0.101 becomes 172.16.0.5',
    );
  });

  it('looked at from the host alone says how far', () => {
    expect(diagnose({ unread: 'machine' })).toMatchObject({
      verdict: 'healthy',
      reach: 'host',
      sentence: expect.stringContaining('Nobody looked inside') as string,
    });
  });

  it('chooses by itself what to try: the instance’s public address, from where everybody outside comes', () => {
    expect(diagnose({ wish: {} }).probe).toEqual({
      source: '10.77.0.10',
      destination: '10.77.0.101',
      protocol: 'icmp',
      port: null,
    });
  });
});

describe('what is not understood is never healthy', () => {
  it.each<[string, Change]>([
    ['rules that could not be read', { machine: put(['*filter\n', 'permission denied\n']) }],
    ['stations that could not be read', { host: put([/(begin forwarding[\s\S]*?end )0/, '$11']) }],
    [
      'a match that nobody knows',
      {
        machine: put(
          rule(
            '-A SG1 -d 172.16.0.0/27 -p icmp -m icmp --icmp-type any -j ACCEPT',
            '-A SG1 -p icmp -m u32 --u32 "0x0=0x1" -j DROP\n-A SG1 -p icmp -j ACCEPT',
          ),
        ),
      },
    ],
    ['a classifier on eth0', { machine: put([/(begin ingress .*\n)/, '$1device=eth0\nfilter protocol ip pref 49152 u32\n']) }],
    [
      'a routing rule with a mark',
      { machine: put([/(begin rules .*\n\[)/, '$1{"priority":100,"src":"all","fwmark":"0x1","table":"main"},']) },
    ],
  ])('%s', (_, change) => {
    const { verdict, doubts, sentence } = diagnose(change);
    expect(verdict).toBe('unclear');
    expect(doubts.length).toBeGreaterThan(0);
    expect(sentence).toContain('cannot be told');
  });
});
