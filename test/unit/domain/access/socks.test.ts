import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSocksGreeting, readSocksRequest } from '#domain/access/socks.ts';

const port = fc.integer({ min: 0, max: 65_535 });
const toBytes = (number: number) => [number >> 8, number & 255];

describe('a SOCKS request', () => {
  it('means the same in whatever pieces it comes, and leaves what follows alone', () => {
    const names = fc.stringMatching(/^[a-z0-9.-]{1,60}$/);
    fc.assert(
      fc.property(names, port, fc.uint8Array({ maxLength: 20 }), (name, number, more) => {
        const head = [5, 1, 0, 3, name.length, ...Buffer.from(name), ...toBytes(number)];
        const whole = Uint8Array.from([...head, ...more]);
        for (let length = 0; length < head.length; length += 1) {
          expect(readSocksRequest(whole.subarray(0, length))).toEqual({ kind: 'incomplete' });
        }
        expect(readSocksRequest(whole)).toEqual({ kind: 'read', value: { address: name, port: number }, rest: more });
      }),
    );
  });

  it('may name an address of either kind', () => {
    expect(readSocksRequest(Uint8Array.of(5, 1, 0, 1, 10, 101, 7, 2, 34, 69))).toMatchObject({
      value: { address: '10.101.7.2', port: 8773 },
    });
    expect(readSocksRequest(Uint8Array.from([5, 1, 0, 4, ...Array<number>(15).fill(0), 1, 0, 22]))).toMatchObject({
      value: { address: '0:0:0:0:0:0:0:1', port: 22 },
    });
  });

  it.each([
    ['BIND', [5, 2, 0, 1, 0, 0, 0, 0, 0, 0], 7],
    ['UDP', [5, 3, 0, 1, 0, 0, 0, 0, 0, 0], 7],
    ['an unknown kind of address', [5, 1, 0, 9, 0, 0, 0, 0, 0, 0], 8],
    ['a name that is none', [5, 1, 0, 3, 2, 97, 10, 0, 22], 8],
  ])('is refused with its code for %s', (_, bytes, code) => {
    const reading = readSocksRequest(Uint8Array.from(bytes));
    expect(reading.kind === 'refused' && reading.reply[1]).toBe(code);
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        readSocksGreeting(bytes);
        readSocksRequest(bytes);
      }),
    );
  });
});

describe('a SOCKS greeting', () => {
  it('must offer to come without a password, in version 5', () => {
    expect(readSocksGreeting(Uint8Array.of(5))).toEqual({ kind: 'incomplete' });
    expect(readSocksGreeting(Uint8Array.of(5, 2, 2, 0, 9))).toMatchObject({ kind: 'read', rest: Uint8Array.of(9) });
    expect(readSocksGreeting(Uint8Array.of(5, 1, 2))).toEqual({ kind: 'refused', reply: Uint8Array.of(5, 255) });
    expect(readSocksGreeting(Uint8Array.of(4, 1, 0))).toEqual({ kind: 'refused', reply: new Uint8Array() });
    expect(readSocksGreeting(Buffer.from('GET /'))).toMatchObject({ kind: 'refused' });
  });
});
