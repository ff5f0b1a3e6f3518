import { describe, expect, it } from 'vitest';
import { parseForwardChain, parseNftChains } from '#host/net/parse-forward-chain.ts';
import { parseForwarding } from '#host/net/parse-forwarding.ts';
import { parseListening } from '#host/net/parse-listening.ts';
import { parseNameservers } from '#host/net/parse-nameservers.ts';
import { parseRoutes } from '#host/net/parse-routes.ts';

describe('routes', () => {
  it('over several gateways are one entry each, in JSON and in text', () => {
    const json =
      '[{"dst":"default","metric":5,"flags":[],"nexthops":[{"gateway":"10.0.0.1","dev":"a","weight":1},{"gateway":"10.0.0.2","dev":"b"}]}]';
    const text = 'default metric 5 \n\tnexthop via 10.0.0.1 dev a weight 1 \n\tnexthop via 10.0.0.2 dev b weight 1 \n';
    const pairs = [
      ['10.0.0.1', 'a'],
      ['10.0.0.2', 'b'],
    ];
    expect(parseRoutes(json).map(({ gateway, device }) => [gateway, device])).toEqual(pairs);
    expect(parseRoutes(text).map(({ destination, gateway, device }) => [destination, gateway, device])).toEqual(
      pairs.map((pair) => ['default', ...pair]),
    );
  });

  it('that lead nowhere have no device', () => {
    expect(parseRoutes('blackhole 10.9.0.0/16 \n')).toEqual([
      { destination: '10.9.0.0/16', gateway: null, device: null, source: null, metric: null },
    ]);
  });
});

describe('the FORWARD chain', () => {
  it('tells policy and its own rules', () => {
    const text = ':FORWARD DROP [12:720]\n-A FORWARD -j DOCKER-USER\n';
    expect(parseForwardChain(text)).toEqual({ policies: ['drop'], rules: ['-A FORWARD -j DOCKER-USER'] });
    expect(parseForwardChain('')).toEqual({ policies: [], rules: [] });
  });

  it('of nft is every base chain at the hook, but not the bridge family’s', () => {
    const chain = (name: string, policy: string) =>
      `\tchain ${name} {\n\t\ttype filter hook forward priority filter; policy ${policy};\n\t}\n`;
    const text = `table ip filter {\n${chain('FORWARD', 'accept')}\tchain x {\n\t}\n}\ntable inet fw {\n${chain('f', 'drop')}}\ntable bridge b {\n${chain('f', 'drop')}}\n`;
    expect(parseNftChains(text).policies).toEqual(['accept', 'drop']);
  });
});

describe('the rest', () => {
  it('a stub resolver counts only where there is no other nameserver', () => {
    expect(parseNameservers('nameserver 127.0.0.53\nnameserver 10.0.0.3\nnameserver 10.0.0.3\n')).toEqual(['10.0.0.3']);
    expect(parseNameservers('nameserver 127.0.0.53\n')).toEqual(['127.0.0.53']);
  });

  it('listening sockets of IPv4, IPv6 and IPv4 in IPv6', () => {
    const line = (address: string, port: string, state = '0A') =>
      `   0: ${address}:${port} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000 0 0 1 1 0`;
    const text = [
      line('0100007F', '170D'),
      line('00000000000000000000000000000000', '0016'),
      line('0000000000000000FFFF00000100007F', '170E'),
      line('0100007F', '9999', '01'),
    ].join('\n');
    expect(parseListening(text)).toEqual([
      { address: '127.0.0.1', port: 5901 },
      { address: '::', port: 22 },
      { address: '127.0.0.1', port: 5902 },
    ]);
  });

  it('forwarding entries without JSON, groups left out', () => {
    const text =
      '52:54:00:12:34:60 dev tap0 master br0 \nfe:54:00:12:34:60 dev tap0 vlan 1 master br0 permanent\n33:33:00:00:00:01 dev br0 self permanent\n';
    expect(parseForwarding(text)).toEqual([
      { mac: '52:54:00:12:34:60', port: 'tap0', bridge: 'br0', isLocal: false },
      { mac: 'fe:54:00:12:34:60', port: 'tap0', bridge: 'br0', isLocal: true },
    ]);
  });
});
