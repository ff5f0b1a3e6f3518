import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeRange, formatRange } from '#domain/addressing/address-range.ts';
import { formatIpv4, highestIpv4, parseIpv4 } from '#domain/addressing/ipv4.ts';
import { parseRanges } from '#domain/addressing/parse-ranges.ts';

const read = (text: string): readonly string[] => {
  const parsed = parseRanges(text);
  return parsed.ok ? parsed.ranges.map(formatRange) : parsed.reasons;
};

describe('parseRanges', () => {
  it.each([
    ['10.101.7.x', ['10.101.7.0-10.101.7.255']],
    ['10.101.7.*', ['10.101.7.0-10.101.7.255']],
    ['10.101.X.x', ['10.101.0.0-10.101.255.255']],
    ['10.101.7.0/24', ['10.101.7.0-10.101.7.255']],
    ['10.101.6.0/255.255.254.0', ['10.101.6.0-10.101.7.255']],
    ['10.101.7.10-10.101.7.80', ['10.101.7.10-10.101.7.80']],
    ['10.101.7.10 – 10.101.7.80', ['10.101.7.10-10.101.7.80']],
    ['10.101.7.9', ['10.101.7.9']],
    ['10.101.7.9, 10.101.7.11\n172.30.0.0/16', ['10.101.7.9', '10.101.7.11', '172.30.0.0-172.30.255.255']],
    ['0.0.0.0/0', ['0.0.0.0-255.255.255.255']],
  ])('reads %j', (text, ranges) => {
    expect(read(text)).toEqual(ranges);
  });

  it.each([
    ['', 'Give addresses, for example'],
    ['10.101.7.80-10.101.7.10', 'runs backwards. Did you mean 10.101.7.10-10.101.7.80?'],
    ['10.101.7.10-80', 'is a short form that installers do not read. Did you mean 10.101.7.10-10.101.7.80?'],
    ['10.101.7.10-800', '800 is more than 255'],
    ['10.101.7.5/24', 'has host bits set: 10.101.7.5 lies inside 10.101.7.0/24.'],
    ['10.101.7.0/33', 'does not end in a prefix length from 0 to 32 or a netmask'],
    ['10.101.7.0/255.0.255.0', 'does not end in a prefix length'],
    ['10.101.7.0/24/3', 'more than one slash'],
    ['10.101.7.1-10.101.7.3-10.101.7.9', 'more than one dash'],
    ['10.101.7', 'has 3 numbers where an IPv4 address has four'],
    ['167772161', 'has 1 number where an IPv4 address has four'],
    ['10.101.07.1', 'a zero in front (07), which some programs read as octal'],
    ['10.101.7.256', '256 is more than 255'],
    ['10.x.7.1', 'An x stands for a whole number at the end'],
    ['10.101.7.1x', 'An x stands for a whole number at the end'],
    ['x.x.x.x', 'An x stands for a whole number at the end'],
    ['host.example.org', 'is not an IPv4 address'],
    ['0x0a.1.2.3', 'is not an IPv4 address'],
    ['fd00::/8', 'fd00::/8 is IPv6'],
    ['::ffff:10.101.7.1', 'is IPv6'],
    ['fe80::1-fe80::9', 'is IPv6'],
    ['10.101.7.1-', 'An address is missing'],
  ])('refuses %j with a sentence', (text, sentence) => {
    expect(read(text).join(' ')).toContain(sentence);
  });

  it('says what is wrong with every word, not only with the first', () => {
    expect(read('10.101.7.300 fd00::1 10.101.7.9')).toHaveLength(2);
  });

  it('reads back whatever it writes', () => {
    const address = fc.integer({ min: 0, max: highestIpv4 });
    fc.assert(
      fc.property(address, address, (one, other) => {
        const range = { first: Math.min(one, other), last: Math.max(one, other) };
        expect(read(formatRange(range))).toEqual([formatRange(range)]);
        expect(read(describeRange(range))).toEqual([formatRange(range)]);
        expect(parseIpv4(formatIpv4(one))).toBe(one);
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseRanges(text)));
  });
});
