import { describe, expect, it } from 'vitest';
import { parseTarget } from '#cli/hosts/parse-target.ts';
import { parseVnc } from '#cli/machines/build-draft.ts';
import { parseDiskGiB, parseMemoryMiB } from '#cli/machines/parse-size.ts';
import { suggestName } from '#domain/suggest-name.ts';
import { formatDuration, toPrintable } from '#cli/terminal/format.ts';

describe('an address of a host', () => {
  it.each([
    ['10.101.1.10', { user: null, address: '10.101.1.10', port: 22 }],
    ['root@kvm1:2222', { user: 'root', address: 'kvm1', port: 2222 }],
    ['me@example.org@kvm1', { user: 'me@example.org', address: 'kvm1', port: 22 }],
    ['2001:db8::1', { user: null, address: '2001:db8::1', port: 22 }],
    ['root@[2001:db8::1]:2222', { user: 'root', address: '2001:db8::1', port: 2222 }],
  ])('reads %s', (text, target) => {
    expect(parseTarget(text)).toEqual(target);
  });

  it.each(['', '@kvm1', 'root@', 'kvm1:0', 'kvm1:65536', 'kvm1:ssh', '[::1', '[::1]:x'])('refuses %j with a sentence', (text) => {
    expect(() => parseTarget(text)).toThrow(/is no (address|port)/);
  });
});

describe('a size', () => {
  it.each([
    ['4096', 4096],
    ['4096M', 4096],
    ['4G', 4096],
    ['4 GiB', 4096],
    ['1.5g', 1536],
    ['1T', 1_048_576],
  ])('of memory, %s, is %d MiB', (text, memoryMiB) => {
    expect(parseMemoryMiB(text)).toBe(memoryMiB);
  });

  it('of a disk counts in GiB where no unit is given', () => {
    expect(parseDiskGiB('100')).toBe(100);
    expect(parseDiskGiB('512M')).toBe(0.5);
  });

  it.each(['', 'much', '-4G', '4K', '1e9', '4G; reboot'])('refuses %j', (text) => {
    expect(() => parseMemoryMiB(text)).toThrow('is no size');
  });
});

it('never says that something took less than no time, though a clock was set back in between', () => {
  expect([formatDuration(-3_000), formatDuration(800), formatDuration(185_000)]).toEqual(['0.0 s', '0.8 s', '3 min 05 s']);
});

describe('--vnc', () => {
  it('takes a socket, a display of its own choice, or a named one', () => {
    expect(parseVnc('socket', () => 7)).toEqual({ kind: 'socket' });
    expect(parseVnc('display', () => 7)).toEqual({ kind: 'display', number: 7 });
    expect(parseVnc('display:3', () => 7)).toEqual({ kind: 'display', number: 3 });
    expect(parseVnc(':3', () => 7)).toEqual({ kind: 'display', number: 3 });
  });

  it('refuses an address, which would listen off the host', () => {
    expect(() => parseVnc('0.0.0.0:1', () => 7)).toThrow('neither a socket nor a display');
  });
});

describe('a name that is not known', () => {
  it.each([
    ['practise', 'practice'],
    ['LAB', 'lab'],
    ['alb', 'lab'],
    ['ciabb', 'ciab'],
  ])('suggests for %s %s', (typed, near) => {
    expect(suggestName(typed, ['lab', 'practice', 'ciab'])).toBe(near);
  });

  it('suggests nothing far-fetched', () => {
    expect(suggestName('frontend', ['lab', 'practice', 'ciab'])).toBeNull();
  });
});

describe('text for the terminal', () => {
  it('keeps colours and lets no other control sequence through', () => {
    expect(toPrintable('\u001B[31mred\u001B[39m')).toBe('\u001B[31mred\u001B[39m');
    expect(toPrintable('\u001B]0;title\u0007\u001B[2Kx\ry\u202Ez')).toBe('\uFFFD]0;title\uFFFD\uFFFD[2Kx\uFFFDy\uFFFDz');
    expect(toPrintable('a\r\nb\tc')).toBe('a\nb\tc');
  });
});
